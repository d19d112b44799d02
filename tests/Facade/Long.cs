namespace FacadeTests;

/// <summary>The long form of tests that look for what happens seldom: <c>FUNCTIONAL_LONG=1</c>.</summary>
internal static class Long
{
    public static bool Run => Environment.GetEnvironmentVariable("FUNCTIONAL_LONG") is "1" or "true";
}
