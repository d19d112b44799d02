namespace Functional

open System
open System.Buffers.Binary
open System.Numerics
open System.Text

/// Hashes that are the same in every process and on every machine, as TensorFlow has them.
[<RequireQualifiedAccess>]
module Hashes =

    let private k0 = 0xc3a5c85c97cb3127UL
    let private k1 = 0xb492b66fbe98f273UL
    let private k2 = 0x9ae16a3b2f90404fUL

    let private word (bytes: byte[]) at = BinaryPrimitives.ReadUInt64LittleEndian(ReadOnlySpan(bytes, at, 8))
    let private half (bytes: byte[]) at = uint64 (BinaryPrimitives.ReadUInt32LittleEndian(ReadOnlySpan(bytes, at, 4)))
    let private right (value: uint64) (by: int) = BitOperations.RotateRight(value, by)
    let private mix (value: uint64) = value ^^^ (value >>> 47)

    let private pair (u: uint64) (v: uint64) (factor: uint64) =
        let a = mix ((u ^^^ v) * factor)
        mix ((v ^^^ a) * factor) * factor

    let private short (s: byte[]) =
        let n = s.Length
        if n >= 8 then
            let factor = k2 + uint64 n * 2UL
            let a = word s 0 + k2
            let b = word s (n - 8)
            pair (right b 37 * factor + a) ((right a 25 + b) * factor) factor
        elif n >= 4 then
            let factor = k2 + uint64 n * 2UL
            pair (uint64 n + (half s 0 <<< 3)) (half s (n - 4)) factor
        elif n > 0 then
            let y = uint32 s[0] + (uint32 s[n >>> 1] <<< 8)
            let z = uint32 n + (uint32 s[n - 1] <<< 2)
            mix (uint64 y * k2 ^^^ uint64 z * k0) * k2
        else
            k2

    let private middle (s: byte[]) =
        let n = s.Length
        let factor = k2 + uint64 n * 2UL
        let a = word s 0 * k1
        let b = word s 8
        let c = word s (n - 8) * factor
        let d = word s (n - 16) * k2
        pair (right (a + b) 43 + right c 30 + d) (a + right (b + k2) 18 + c) factor

    let private long (s: byte[]) =
        let n = s.Length
        let factor = k2 + uint64 n * 2UL
        let a = word s 0 * k2
        let b = word s 8
        let c = word s (n - 8) * factor
        let d = word s (n - 16) * k2
        let y = right (a + b) 43 + right c 30 + d
        let z = pair y (a + right (b + k2) 18 + c) factor
        let e = word s 16 * factor
        let f = word s 24
        let g = (y + word s (n - 32)) * factor
        let h = (z + word s (n - 24)) * factor
        pair (right (e + f) 43 + right g 30 + h) (e + right (f + a) 18 + g) factor

    // Two words of 32 bytes with two seeds.
    let private weak (s: byte[]) at (a: uint64) (b: uint64) : struct (uint64 * uint64) =
        let w, x, y, z = word s at, word s (at + 8), word s (at + 16), word s (at + 24)
        let a = a + w
        let b = right (b + a + z) 21
        let c = a
        let a = a + x + y
        let b = b + right a 44
        struct (a + z, b + c)

    let private longest (s: byte[]) =
        let n = s.Length
        let seed = 81UL
        let mutable x = seed
        let mutable y = seed * k1 + 113UL
        let mutable z = mix (y * k2 + 113UL) * k2
        let mutable v1 = 0UL
        let mutable v2 = 0UL
        let mutable w1 = 0UL
        let mutable w2 = 0UL
        x <- x * k2 + word s 0
        let finish = (n - 1) / 64 * 64
        let last = finish + ((n - 1) &&& 63) - 63
        let mutable at = 0
        while at < finish do
            x <- right (x + y + v1 + word s (at + 8)) 37 * k1
            y <- right (y + v2 + word s (at + 48)) 42 * k1
            x <- x ^^^ w2
            y <- y + v1 + word s (at + 40)
            z <- right (z + w1) 33 * k1
            let struct (a, b) = weak s at (v2 * k1) (x + w1)
            v1 <- a
            v2 <- b
            let struct (a, b) = weak s (at + 32) (z + w2) (y + word s (at + 16))
            w1 <- a
            w2 <- b
            let kept = z
            z <- x
            x <- kept
            at <- at + 64
        let factor = k1 + ((z &&& 0xffUL) <<< 1)
        let at = last
        w1 <- w1 + (uint64 (n - 1) &&& 63UL)
        v1 <- v1 + w1
        w1 <- w1 + v1
        x <- right (x + y + v1 + word s (at + 8)) 37 * factor
        y <- right (y + v2 + word s (at + 48)) 42 * factor
        x <- x ^^^ (w2 * 9UL)
        y <- y + v1 * 9UL + word s (at + 40)
        z <- right (z + w1) 33 * factor
        let struct (a, b) = weak s at (v2 * factor) (x + w1)
        v1 <- a
        v2 <- b
        let struct (a, b) = weak s (at + 32) (z + w2) (y + word s (at + 16))
        w1 <- a
        w2 <- b
        let kept = z
        z <- x
        x <- kept
        pair (pair v1 w1 factor + mix y * k0 + z) (pair v2 w2 factor + x) factor

    /// FarmHash's Fingerprint64 of a text's UTF-8.
    let fingerprint (text: string) : uint64 =
        let bytes = Encoding.UTF8.GetBytes text
        match bytes.Length with
        | n when n <= 16 -> short bytes
        | n when n <= 32 -> middle bytes
        | n when n <= 64 -> long bytes
        | _ -> longest bytes

    /// SipHash-2-4 of a text's UTF-8, with a key (Aumasson and Bernstein 2012).
    let keyed (key0: uint64) (key1: uint64) (text: string) : uint64 =
        let bytes = Encoding.UTF8.GetBytes text
        let left (value: uint64) (by: int) = BitOperations.RotateLeft(value, by)
        let v = [|
            key0 ^^^ 0x736f6d6570736575UL
            key1 ^^^ 0x646f72616e646f6dUL
            key0 ^^^ 0x6c7967656e657261UL
            key1 ^^^ 0x7465646279746573UL
        |]
        let round () =
            v[0] <- v[0] + v[1]
            v[1] <- left v[1] 13 ^^^ v[0]
            v[0] <- left v[0] 32
            v[2] <- v[2] + v[3]
            v[3] <- left v[3] 16 ^^^ v[2]
            v[0] <- v[0] + v[3]
            v[3] <- left v[3] 21 ^^^ v[0]
            v[2] <- v[2] + v[1]
            v[1] <- left v[1] 17 ^^^ v[2]
            v[2] <- left v[2] 32
        let take (m: uint64) =
            v[3] <- v[3] ^^^ m
            round ()
            round ()
            v[0] <- v[0] ^^^ m
        let whole = bytes.Length / 8 * 8
        for at in 0..8 .. whole - 1 do
            take (word bytes at)
        let mutable rest = uint64 bytes.Length <<< 56
        for i in whole .. bytes.Length - 1 do
            rest <- rest ||| (uint64 bytes[i] <<< (8 * (i - whole)))
        take rest
        v[2] <- v[2] ^^^ 0xffUL
        for _ in 1..4 do
            round ()
        v[0] ^^^ v[1] ^^^ v[2] ^^^ v[3]

    /// Two fingerprints as one.
    let join (a: uint64) (b: uint64) : uint64 =
        let factor = 0xc6a4a7935bd1e995UL
        let joined = ((a ^^^ factor) ^^^ (mix (b * factor) * factor)) * factor
        mix (mix joined * factor)

    /// The bin of a text among so many: by its fingerprint, or by a keyed hash where there is a salt.
    let bin (salt: (int64 * int64) option) (bins: int) (text: string) : int64 =
        let hash =
            match salt with
            | Some(a, b) -> keyed (uint64 a) (uint64 b) text
            | None -> fingerprint text
        int64 (hash % uint64 bins)
