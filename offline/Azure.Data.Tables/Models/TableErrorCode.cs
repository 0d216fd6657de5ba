using System.Diagnostics.CodeAnalysis;

namespace Azure.Data.Tables.Models;

/// <summary>
/// Error codes of the service, to compare with <see cref="RequestFailedException.ErrorCode"/>: 'Table service error codes'. .NET API page
/// 'TableErrorCode Struct'.
/// </summary>
public readonly struct TableErrorCode : IEquatable<TableErrorCode>
{
    private readonly string? code;

    /// <summary>The code called <paramref name="value"/>.</summary>
    public TableErrorCode(string value) => code = value;

    /// <summary>409: the table exists.</summary>
    public static TableErrorCode TableAlreadyExists => new(nameof(TableAlreadyExists));

    /// <summary>404: there is no such table.</summary>
    public static TableErrorCode TableNotFound => new(nameof(TableNotFound));

    /// <summary>409: the table is being deleted; it can be created again when that is done.</summary>
    public static TableErrorCode TableBeingDeleted => new(nameof(TableBeingDeleted));

    /// <summary>404: there is no such entity.</summary>
    public static TableErrorCode ResourceNotFound => new(nameof(ResourceNotFound));

    /// <summary>404: there is no such entity.</summary>
    public static TableErrorCode EntityNotFound => new(nameof(EntityNotFound));

    /// <summary>409: the entity exists.</summary>
    public static TableErrorCode EntityAlreadyExists => new(nameof(EntityAlreadyExists));

    /// <summary>412: the entity has another version than the one that was to match.</summary>
    public static TableErrorCode UpdateConditionNotSatisfied => new(nameof(UpdateConditionNotSatisfied));

    /// <summary>400: the entity is over 1 MiB.</summary>
    public static TableErrorCode EntityTooLarge => new(nameof(EntityTooLarge));

    /// <summary>400: a property is over 64 KiB.</summary>
    public static TableErrorCode PropertyValueTooLarge => new(nameof(PropertyValueTooLarge));

    /// <summary>400: a key is over 1 KiB.</summary>
    public static TableErrorCode KeyValueTooLarge => new(nameof(KeyValueTooLarge));

    /// <summary>400: the entity has over 252 properties of its own.</summary>
    public static TableErrorCode TooManyProperties => new(nameof(TooManyProperties));

    /// <summary>400: two actions of a transaction are for one entity.</summary>
    public static TableErrorCode InvalidDuplicateRow => new(nameof(InvalidDuplicateRow));

    /// <summary>400: a transaction's entities are in several partitions.</summary>
    public static TableErrorCode CommandsInBatchActOnDifferentPartitions => new(nameof(CommandsInBatchActOnDifferentPartitions));

    /// <summary>400: an input is not valid.</summary>
    public static TableErrorCode InvalidInput => new(nameof(InvalidInput));

    /// <summary>400: an input is outside its range.</summary>
    public static TableErrorCode OutOfRangeInput => new(nameof(OutOfRangeInput));

    /// <summary>500: the operation took too long.</summary>
    public static TableErrorCode OperationTimedOut => new(nameof(OperationTimedOut));

    /// <summary>403: not allowed.</summary>
    public static TableErrorCode Forbidden => new(nameof(Forbidden));

    /// <summary>403: the identity has not the permission.</summary>
    public static TableErrorCode AuthorizationPermissionMismatch => new(nameof(AuthorizationPermissionMismatch));

    /// <summary>The code called <paramref name="value"/>.</summary>
    public static implicit operator TableErrorCode(string value) => new(value);

    /// <summary>Whether both are the same, whatever the case of their letters.</summary>
    public static bool operator ==(TableErrorCode left, TableErrorCode right) => left.Equals(right);

    /// <summary>Whether they differ in more than the case of their letters.</summary>
    public static bool operator !=(TableErrorCode left, TableErrorCode right) => !left.Equals(right);

    /// <summary>Whether <paramref name="value"/> is the code, whatever the case of its letters.</summary>
    public static bool operator ==(TableErrorCode code, string? value) => code.Equals(new TableErrorCode(value!));

    /// <summary>Whether <paramref name="value"/> is another code.</summary>
    public static bool operator !=(TableErrorCode code, string? value) => !(code == value);

    /// <summary>Whether <paramref name="value"/> is the code, whatever the case of its letters.</summary>
    public static bool operator ==(string? value, TableErrorCode code) => code == value;

    /// <summary>Whether <paramref name="value"/> is another code.</summary>
    public static bool operator !=(string? value, TableErrorCode code) => !(code == value);

    /// <inheritdoc/>
    public bool Equals(TableErrorCode other) => string.Equals(code, other.code, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is TableErrorCode other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => code is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(code);

    /// <inheritdoc/>
    public override string? ToString() => code;
}
