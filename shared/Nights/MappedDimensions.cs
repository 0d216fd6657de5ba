using CrmServerless.Ingestion;
using CrmServerless.Sources;

namespace CrmServerless.Nights;

/// <summary>The dimensions that the mappings now in force derive for the sources that ever delivered.</summary>
public sealed class MappedDimensions(IngestionService ingestion) : IDerivedDimensions
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<DerivedDimension>> LoadAsync(CancellationToken cancellationToken) => ingestion.DerivedDimensionsAsync(cancellationToken);
}
