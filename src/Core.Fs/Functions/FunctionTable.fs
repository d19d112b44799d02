namespace Functional

open Functional.Functions

/// The functions of <c>keras.ops</c> that there are, by Keras's names: one row a function.
[<RequireQualifiedAccess>]
module FunctionTable =

    /// All functions, by family.
    let all: Function list =
        List.concat [
            Elementwise.all
            Numeric.all
            Inverses.all
            Bits.all
            Reductions.all
            Statistics.all
            Skipping.all
            Forms.all
            Assembling.all
            Pieces.all
            Diagonals.all
            Products.all
            Creating.all
            Neural.all
            Normalizing.all
            Sliding.all
            Windowed.all
            Alignment.all
            Matrices.all
            Transforms.all
            Orders.all
            Patterns.all
            Pictures.all
            Patches.all
        ]

    let private byName = all |> List.map (fun f -> f.Name, f) |> Map
    // A second name of a function has no class of its own.
    let private byClass =
        all |> List.filter _.TakesTensors |> List.rev |> List.map (fun f -> struct (f.Module, f.ClassName), f) |> dict

    /// The function of that name in <c>keras.ops</c>.
    let tryFind (name: string) : Function option = byName.TryFind name

    /// The function of that name. Raises <c>UnsupportedException</c> where there is none.
    let find (name: string) : Function =
        match tryFind name with
        | Some f -> f
        | None -> raise (UnsupportedException $"the function {name} is not supported")

    /// The function that a file names by the module and the name of its class.
    let tryClass (modul: string) (className: string) : Function option =
        match byClass.TryGetValue(struct (modul, className)) with
        | true, f -> Some f
        | _ -> None
