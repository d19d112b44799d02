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

    /// <summary>Functions of TorchSharp's native library in which a C++ exception ends the process, by why the engine may call them: each</summary>
    private static readonly Dictionary<string, string[]> allowed = new()
    {
        ["reads or sets a field, or frees"] =
        [
            "THSAutograd_isGradEnabled", "THSAutograd_setGrad", "THSTensor_device_index", "THSTensor_device_type", "THSTensor_dispose", "THSTensor_names", "THSTensor_storage_offset", "THSTorch_dispose_scalar", "THSTorch_get_and_reset_last_err", "THSTorch_scalar_type", "THSJIT_GetTensorOrScalar", "THSJIT_SetTensorOrScalar",
        ],
        ["makes an object of a few bytes"] =
        [
            "THSAutograd_getInferenceModeGuard", "THSGenerator_new", "THSJIT_AllocateTensorOrScalarArray", "THSTorch_float32_to_scalar", "THSTorch_float64_to_scalar", "THSTorch_int64_to_scalar",
        ],
        ["asks the driver, and takes its errors for none"] =
        [
            "THSTorchCuda_device_count", "THSTorchCuda_is_available",
        ],
        ["given a number of threads of at least 1 (Config.Threads)"] =
        [
            "THSTorch_set_num_threads",
        ],
        ["given sizes that Kernels.matmul has checked"] =
        [
            "THSTensor_matmul",
        ],
    };

    private static IEnumerable<string> NativesReached()
    {
        Queue<MethodBase> waiting = new(
            from assembly in new[] { typeof(Functional.DType).Assembly, typeof(Functional.Keras.Model).Assembly }
            from method in CompiledCode.Methods(assembly)
            from called in CompiledCode.Calls(method)
            where called.Module.Assembly == torchSharp
            select CompiledCode.Definition(called));
        HashSet<MethodBase> seen = [.. waiting];
        while (waiting.TryDequeue(out var method))
        {
            if (method.Attributes.HasFlag(MethodAttributes.PinvokeImpl))
                yield return method.Name;
            else if (method.GetMethodBody() is not null)
            {
                foreach (var called in CompiledCode.Calls(method).Where(called => called.Module.Assembly == torchSharp).Select(CompiledCode.Definition))
                {
                    if (seen.Add(called))
                        waiting.Enqueue(called);
                }
            }
        }
    }

    [Fact]
    public void Natives_that_catch_no_exception_are_called_where_none_can_come()
    {
        var uncaught = File.ReadLines("UncaughtNatives.txt").Where(line => !line.StartsWith('#')).ToHashSet();
        var reached = NativesReached().ToHashSet();
        Assert.Contains("THSTensor_add", reached);
        Assert.Equal(allowed.Values.SelectMany(names => names).Order(), reached.Where(uncaught.Contains).Order());
    }
}
