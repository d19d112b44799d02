using System.Collections.Frozen;
using System.Reflection;
using System.Reflection.Emit;

namespace FacadeTests;

/// <summary>What the methods of compiled assemblies call.</summary>
internal static class CompiledCode
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly FrozenDictionary<short, OpCode> opCodes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToFrozenDictionary(code => code.Value);

    /// <summary>All methods and constructors with a body, those of closures included.</summary>
    public static IEnumerable<MethodBase> Methods(Assembly assembly) =>
        from type in assembly.GetTypes()
        from method in type.GetMembers(Any).OfType<MethodBase>()
        where method.GetMethodBody() is not null
        select method;

    /// <summary>What a method calls, or makes a delegate of, as it is declared.</summary>
    public static IEnumerable<MethodBase> Calls(MethodBase method)
    {
        var code = method.GetMethodBody()!.GetILAsByteArray()!;
        var typeArguments = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            short value = code[at++];
            if (value == 0xFE)
                value = (short)(0xFE00 | code[at++]);
            var operation = opCodes[value];
            if (operation.OperandType == OperandType.InlineMethod)
                yield return method.Module.ResolveMethod(BitConverter.ToInt32(code, at), typeArguments, methodArguments)!;
            at += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
                _ => 4,
            };
        }
    }

    /// <summary>The methods of an assembly that call one of some methods, or one that does.</summary>
    public static HashSet<MethodBase> Reaching(Assembly assembly, Func<MethodBase, bool> isSought)
    {
        Dictionary<MethodBase, List<MethodBase>> callers = [];
        HashSet<MethodBase> found = [];
        Queue<MethodBase> waiting = [];
        foreach (var method in Methods(assembly))
        {
            foreach (var called in Calls(method).Select(Definition))
            {
                if (isSought(called) && found.Add(method))
                    waiting.Enqueue(method);
                if (called.Module.Assembly == assembly)
                    (callers.TryGetValue(called, out var known) ? known : callers[called] = []).Add(method);
            }
        }

        while (waiting.TryDequeue(out var next))
        {
            foreach (var caller in callers.GetValueOrDefault(next, []))
            {
                if (found.Add(caller))
                    waiting.Enqueue(caller);
            }
        }

        return found;
    }

    /// <summary>The type that a method stands in, not one of its closures.</summary>
    public static Type TopLevel(MethodBase method)
    {
        var type = method.DeclaringType!;
        while (type.DeclaringType is { } outer)
            type = outer;
        return type;
    }

    /// <summary>The method as it is declared, without type arguments.</summary>
    public static MethodBase Definition(MethodBase method) =>
        method.DeclaringType!.IsArray ? method : method.Module.ResolveMethod(method.MetadataToken)!;
}
