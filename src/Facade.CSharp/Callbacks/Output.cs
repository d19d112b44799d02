namespace Functional.Keras.Callbacks;

/// <summary>What callbacks write: where a place cannot be written to, an error of one line says which and why.</summary>
internal static class Output
{
    /// <exception cref="ConfigurationException">The place cannot be written to.</exception>
    public static T To<T>(string callback, string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{callback}: '{path}' cannot be written: {error.Message.Split('\n')[0]}");
        }
    }

    /// <inheritdoc cref="To{T}"/>
    public static void To(string callback, string path, Action work) => To(callback, path, () =>
    {
        work();
        return true;
    });

    /// <summary>A folder that is there afterwards.</summary>
    /// <exception cref="ConfigurationException">It cannot be made.</exception>
    public static void Folder(string callback, string path) => To(callback, path, () => Directory.CreateDirectory(path));
}
