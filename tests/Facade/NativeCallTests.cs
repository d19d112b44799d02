using System.Reflection;
using TorchSharp;
using Xunit;

namespace FacadeTests;

/// <summary>
/// A number that TorchSharp turns into a <see cref="Scalar"/> by itself has no owner: nothing keeps it alive while libtorch reads it, and a
/// collection at that moment frees it.
/// </summary>
public class NativeCallTests
{
    private static readonly Assembly torchSharp = typeof(Scalar).Assembly;

    private static bool MakesScalar(MethodBase method) =>
        method.Module.Assembly == torchSharp && method is MethodInfo { ReturnType: var result } && result == typeof(Scalar);

    [Fact]
    public void Scalars_are_made_where_they_have_an_owner_and_nowhere_else()
    {
        var makers = CompiledCode.Reaching(torchSharp, MakesScalar);
        makers.UnionWith(CompiledCode.Methods(torchSharp).Where(MakesScalar));
        var calls =
            from assembly in new[] { typeof(Functional.DType).Assembly, typeof(Functional.Keras.Model).Assembly }
            from method in CompiledCode.Methods(assembly)
            from called in CompiledCode.Calls(method).Select(CompiledCode.Definition)
            where makers.Contains(called)
            select $"{CompiledCode.TopLevel(method).Name}: {called.DeclaringType!.Name}.{called.Name}";
        Assert.Equal(
            // The arguments of a script have a type that no plain number fits into.
            ["Scalars: Scalar.op_Implicit", "ScriptUnit: CompilationUnit.invoke"],
            calls.Distinct().Order());
    }

    /// <summary>TorchSharp's calls that the law above speaks of, so that it is seen to find them.</summary>
    [Fact]
    public void Calls_with_a_number_of_TorchSharps_own_making_are_found()
    {
        var makers = CompiledCode.Reaching(torchSharp, MakesScalar);
        var tensor = typeof(torch.Tensor);
        Assert.Contains(tensor.GetMethod("add", [tensor])!, makers);
        Assert.Contains(tensor.GetMethod("square", [])!, makers);
        Assert.DoesNotContain(tensor.GetMethod("add", [tensor, typeof(Scalar)])!, makers);
        Assert.DoesNotContain(tensor.GetMethod("mul", [tensor])!, makers);
    }
}
