namespace CrmServerless.Ingestion.Converting;

/// <summary>Why a row isn't used.</summary>
/// <param name="Line">The physical line it begins on, from 1.</param>
/// <param name="Column">The file's header of the column to blame; empty when the row as a whole is.</param>
/// <param name="Reason">What is wrong: what was found and expected. May quote the cell: for the rejects file only, never for logs.</param>
public sealed record RowRejection(long Line, string Column, string Reason);
