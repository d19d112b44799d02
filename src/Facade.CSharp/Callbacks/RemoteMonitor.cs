using System.Net.Http.Json;
using System.Text.Json;

namespace Functional.Keras.Callbacks;

/// <summary>
/// Sends the logs of each epoch to a server (<c>keras.callbacks.RemoteMonitor</c>), as JSON with <c>epoch</c> among the names. A
/// server that cannot be reached is a warning.
/// </summary>
/// <param name="root">Address of the server.</param>
/// <param name="path">Path behind it.</param>
/// <param name="field">Name of the field of a form that holds the JSON.</param>
/// <param name="headers">Further headers.</param>
/// <param name="sendAsJson">Whether the JSON is sent as it is, and not in a form.</param>
/// <exception cref="ConfigurationException">The root is no address.</exception>
public sealed class RemoteMonitor(
    string root = "http://localhost:9000",
    string path = "/publish/epoch/end/",
    string field = "data",
    IReadOnlyDictionary<string, string>? headers = null,
    bool sendAsJson = false) : Callback
{
    private static readonly HttpClient Client = new();
    private static readonly JsonSerializerOptions Lenient =
        new() { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly Uri address = Uri.TryCreate(FSharp.Given(root) + FSharp.Given(path), UriKind.Absolute, out var address)
        ? address
        : throw new ConfigurationException($"RemoteMonitor: root must be the address of a server, got \"{root}\"");

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Dictionary<string, double> logs)
    {
        Dictionary<string, double> sent = new(FSharp.Given(logs)) { ["epoch"] = epoch };
        using HttpRequestMessage request = new(HttpMethod.Post, address);
        request.Content = sendAsJson
            ? JsonContent.Create(sent, options: Lenient)
            : new FormUrlEncodedContent([new(field, JsonSerializer.Serialize(sent, Lenient))]);
        foreach (var (name, value) in headers ?? new Dictionary<string, string>())
            request.Headers.TryAddWithoutValidation(name, value);
        try
        {
            using var response = Client.Send(request);
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            Console.WriteLine($"warning: RemoteMonitor could not reach {root}");
        }
    }
}
