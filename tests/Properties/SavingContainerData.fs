namespace Functional.Tests

open System
open System.IO
open System.IO.Compression
open FsCheck
open FsCheck.FSharp
open Functional

/// Files that h5py wrote, gzip-compressed.
module internal Hostile =

    let private unpack (text: string) =
        use stream = new GZipStream(new MemoryStream(Convert.FromBase64String text), CompressionMode.Decompress)
        use target = new MemoryStream()
        stream.CopyTo target
        target.ToArray()

    /// h['far'] = h5py.ExternalLink('other.h5', '/secret')
    let externalLink =
        unpack
            "H4sIAAAAAAACA+v0cHHj5ZLiYgABDg4GFgYBBmTwHwoqmFH5MPkEKM0IpTug9AommDgLWE4CKi4ANV8Bal4EVDwkyNUV2Xx0e0bB\
             yAYero4ByOmFA0qfYEJVB0uHAVSylwmecrGnTC6gSxiR1LMxKEDcweHAnJZYJMTAkF+SkVqkl2HKoF+cmlyUWgJRBwBiQnj1eAMA\
             AA=="

    /// h['b'] = h5py.SoftLink('/a')
    let softLink =
        unpack
            "H4sIAAAAAAACA+v0cHHj5ZLiYgABDg4GFgYBBmTwHwo02FH5MPkEKM0IpTug9AommDgjWE4CKi4INR9dXUiQqytI9X80ALPnASuE\
             RnXdKBgpwMPVMQBER0D5ClD6BBOqukQonQSl9RNR06cFifbiSr8ezBB+Bity+mXAmX5HwWj6RU6/HLDykhU9vUFAAJXsDfbzd2Fk\
             YILbp8CMag96OhZAK/dh2UtihMcfAIV5p/YoBwAA"

    /// the same with libver='latest'
    let softLinkInMessage =
        unpack
            "H4sIAAAAAAACA+v0cHHj5ZLiYubgYICB/1AQxgjhG0DFzYJrrvt7uAQxKazPYclGxhVMQsgaYYCLiQFoBBsPA5BiTDwMNYaNE8jn\
             YGRMYmLQT2SwZqAEBObr8ZHhJIYIBpqBipVWqgCKw8qRVgEAAA=="

    /// h.create_group('a')['up'] = h['/']
    let cycle =
        unpack
            "H4sIAAAAAAACA+v0cHHj5ZLiYgABDg4GFgYBBmTwHwoKOFD5MPkEKM0IpTug9AommDgjA4gpARUXhJqPri4kyNUVpPo/GoDZ84AV\
             QnMwjIKRCDxcHQNAdASUD0ulJ5hQ1SWipUcPCu1lBEPM9OvBDOFnsBKXfjXYR9PvaPrFTL8drKjqSguom36D/fxdQCkYlu4UmNHM\
             R0vHo4C4cCRU740C7AAAgw75ZnAIAAA="

    /// h.create_dataset('x', (4,), 'f4', external=[('other.bin', 0, 16)])
    let externalStorage =
        unpack
            "H4sIAAAAAAACA+v0cHHj5ZLiYgABDg4GFgYBBmTwHwo2sKLyYfIJUJoRSndA6RVMMHFGsJwEVFwQaj66upAgV1eQ6v9oAGZPBguE\
             5mAYBSMReLg6BoDoCCgflkpPMKGqq0BLjx4U2svIwAYxixHGh6RkRkaIADRZwmlmoDxIRlBBHiqmwCDOwSBeD5VnBaZgkDwTExPY\
             AHYGDTCfEZpXDHCkc5h/OaD2MzPCcogAmsoIusSDBFo4B7CgqssvyUgt0kvKzIPyg/38XUD+g/lLgXk0TZMDAM3nFcuwBQAA"

    /// h.create_virtual_dataset('v', …) on 'other.h5'
    let virtualDataset =
        unpack
            "H4sIAAAAAAACA+v0cHHj5ZLiYubgYICB/1DAIAHhG0DFHTs72f09XIKYFNbnsGQj4womIWSNMMDFxMDIwMDGwwCkGMsOw8z3YKAa\
             sH3vrAB2kiK6kxgYGUUYGJgYGRlZoGphNLMIA6OggjyUr8AgzsEgXg9ksQJdy8zFwQdUycwADQ1GELGFYUiCSRqtngyjYBSMglEw\
             CkYBNuDu7O8DruQEkCo85DoaJpBfkpFapJdhylDBwIwkDAJMSHwBKBvGB6lNadTNgKmdwT8a5qNgFIyCUTAKRsEoGAWjYBSMglEw\
             CkYBvQEA3Ssj0wAYAAA="

/// Random trees: every dtype, ranks 0 to 3 with empty axes, nested and empty groups, every kind of attribute.
module internal Trees =

    let private values (dtype: DType) count : Gen<Array> =
        let array (gen: Gen<'T>) = Gen.arrayOfLength count gen |> Gen.map (fun values -> values :> Array)
        let whole = ArbMap.defaults.ArbFor<int>().Generator
        let real = ArbMap.defaults.ArbFor<float>().Generator

        match dtype with
        | DType.Bool -> array (ArbMap.defaults.ArbFor<bool>().Generator)
        | DType.UInt8 -> array (Gen.map byte whole)
        | DType.Int8 -> array (Gen.map sbyte whole)
        | DType.Int16 -> array (Gen.map int16 whole)
        | DType.Int32 -> array whole
        | DType.Int64 -> array (Gen.map (fun v -> int64 v <<< 20) whole)
        | DType.Float16 -> array (Gen.map (fun (v: float) -> Half.op_Explicit v: Half) real)
        // Few bits of mantissa, so that bfloat16 holds them exactly.
        | DType.BFloat16 -> array (Gen.map (fun v -> float32 (v % 128)) whole)
        | DType.Float32 -> array (Gen.map float32 real)
        | DType.Float64 -> array real
        | DType.String -> array (Gen.map string whole)

    let private hostArray =
        gen {
            let! dtype = Gen.elements DType.all
            let! rank = Gen.choose (0, 3)
            let! shape = Gen.arrayOfLength rank (Gen.choose (0, 4))
            let! data = values dtype (Array.fold (*) 1 shape)
            return { DType = dtype; Shape = Array.map int64 shape; Data = data }
        }

    let private text =
        Gen.elements ([ 'a' .. 'z' ] @ [ 'é'; '漢'; ' '; '"'; '.' ])
        |> Gen.nonEmptyListOf
        |> Gen.resize 12
        |> Gen.map (fun letters -> String(Array.ofList letters))

    let private attribute =
        Gen.oneof [
            Gen.map Hdf5Value.Text text
            Gen.constant (Hdf5Value.Text "")
            Gen.map Hdf5Value.Texts (Gen.nonEmptyListOf text)
            Gen.map Hdf5Value.Integer (ArbMap.defaults.ArbFor<int64>().Generator)
            Gen.map Hdf5Value.Real (ArbMap.defaults.ArbFor<float>().Generator)
            Gen.map Hdf5Value.Flag (ArbMap.defaults.ArbFor<bool>().Generator)
            hostArray
            |> Gen.filter (fun array -> array.Shape.Length > 0 && array.DType <> DType.BFloat16)
            |> Gen.map Hdf5Value.Numbers
        ]

    let private named gen =
        Gen.zip (Gen.filter (fun name -> name <> ".") text) gen
        |> Gen.listOf
        |> Gen.resize 6
        |> Gen.map (List.distinctBy fst)

    let rec private group depth =
        gen {
            let dataset = Gen.map Hdf5Item.Dataset hostArray
            let child = if depth = 0 then dataset else Gen.oneof [ dataset; Gen.map Hdf5Item.Group (group (depth - 1)) ]
            let! attributes = named attribute
            let! children = named child
            return { Attributes = attributes; Children = children }
        }

    let tree = group 3

    let private sameArray (a: HostArray) (b: HostArray) =
        a.DType = b.DType
        && a.Shape = b.Shape
        && Seq.forall2 (fun (x: obj) (y: obj) -> x.Equals y) (Seq.cast<obj> a.Data) (Seq.cast<obj> b.Data)

    /// Whether two trees are equal in names, order, shapes, types and bits (NaN equals NaN).
    let rec same (a: Hdf5Group) (b: Hdf5Group) =
        let sameAttribute (nameA: string, valueA) (nameB, valueB) =
            nameA = nameB
            && match valueA, valueB with
               | Hdf5Value.Numbers x, Hdf5Value.Numbers y -> sameArray x y
               | Hdf5Value.Real x, Hdf5Value.Real y -> x.Equals y
               | _ -> valueA = valueB

        let sameItem (nameA: string, itemA) (nameB, itemB) =
            nameA = nameB
            && match itemA, itemB with
               | Hdf5Item.Group x, Hdf5Item.Group y -> same x y
               | Hdf5Item.Dataset x, Hdf5Item.Dataset y -> sameArray x y
               | _ -> false

        a.Attributes.Length = b.Attributes.Length
        && a.Children.Length = b.Children.Length
        && List.forall2 sameAttribute a.Attributes b.Attributes
        && List.forall2 sameItem a.Children b.Children
