namespace Azure.Data.Tables;

/// <summary>The answer for an entity that does not exist. .NET API page 'NullableResponse&lt;T&gt; Class'.</summary>
internal sealed class NoValueResponse<T>(Response response) : NullableResponse<T>
{
    /// <inheritdoc/>
    public override bool HasValue => false;

    /// <inheritdoc/>
    public override T Value => throw new InvalidOperationException("The response does not have a value. Check the HasValue property first.");

    /// <inheritdoc/>
    public override Response GetRawResponse() => response;
}
