namespace FacadeTests;

/// <summary>The long form of tests that look for what happens seldom: <c>FUNCTIONAL_LONG=1</c>, as <c>.ci/run --long</c> says it.</summary>
internal static class Long
{
    public static bool Run => Environment.GetEnvironmentVariable("FUNCTIONAL_LONG") == "1";
}
