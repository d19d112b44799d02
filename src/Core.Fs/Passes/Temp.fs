namespace Functional
module Passes =
    let training: (string * (Expr list -> Expr list)) list = []
    let inference: (string * (Expr list -> Expr list)) list = []
    let run (table: (string * (Expr list -> Expr list)) list) (outputs: Expr list) = table |> List.fold (fun o (_, p) -> p o) outputs
