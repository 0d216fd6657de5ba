namespace CrmServerless.RecordStore.Segments;

/// <summary>
/// The stored format of a segment: rows of one entity in the order of <see cref="Keys.KeyOrder"/>, in blocks that can each be read
/// alone. Numbers are little-endian; 'varint' is LEB128 of an unsigned number, 'zigzag' a varint of a signed one (0, -1, 1, -2, …).
/// <code>
/// segment  := block* footer trailer
/// block    := version:u8  length:u32  checksum:u64  payload:length bytes
/// payload  := rows:varint  shapes:varint  shape*  row*
/// shape    := time code:u8  value code:u8 for each column          (which values a row has, and how each is written)
/// row      := shape:varint  [set:text]  source:text  id:(varint + UTF-8)  time  [sequence:varint]  value for each column
/// text     := 0 length:varint UTF-8  |  1 + index in the column's dictionary:varint
/// number   := u8 (scale 0..28; 0x20: wide; 0x40: negative and wide)  then zigzag mantissa, or 12 bytes of it when wide
/// footer   := version:u8  flags:u8 (1: rows have sequences, 2: rows have sets)
///             canonical:varint  custom:varint  column name:(varint + UTF-8)*
///             rows:varint  blocks:varint  (offset:varint  length:varint  rows:varint  first key hash:16 bytes)*  last key hash:16 bytes
/// trailer  := footer length:u32  footer checksum:u64  version:u8  'C' 'R' 'S'
/// </code>
/// A column's dictionary is implied: every text of at most <see cref="LongestDictionaryText"/> bytes that is written in full takes
/// the next index of its column, until the column has <see cref="DictionarySize"/> of them; it starts empty in each block. Set and
/// source are columns of their own. Checksums are the first half of <see cref="Keys.MurmurHash3"/>. Text that is no valid Unicode
/// (a lone surrogate) is stored with U+FFFD in its place.
/// </summary>
internal static class SegmentFormat
{
    /// <summary>The version this code writes; it reads no other.</summary>
    public const byte Version = 1;

    /// <summary>Bytes before a block's payload.</summary>
    public const int BlockHeaderBytes = 1 + 4 + 8;

    /// <summary>Bytes after the footer.</summary>
    public const int TrailerBytes = 4 + 8 + 1 + 3;

    /// <summary>A block is closed once its rows take this many bytes.</summary>
    public const int BlockBytes = 128 * 1024;

    /// <summary>How many texts a column's dictionary takes in a block.</summary>
    public const int DictionarySize = 255;

    /// <summary>Texts of more UTF-8 bytes than this stay out of the dictionary.</summary>
    public const int LongestDictionaryText = 64;

    /// <summary>The instant from which seconds are counted: 2020-01-01T00:00Z, in ticks.</summary>
    public const long EpochTicks = 637_134_336_000_000_000;

    /// <summary>The day from which days are counted: 2020-01-01.</summary>
    public const int EpochDay = 737_424;

    /// <summary>A wide mantissa: 12 bytes.</summary>
    public const byte WideNumber = 0x20;

    /// <summary>Bytes of a wide mantissa.</summary>
    public const int WideNumberBytes = 12;

    /// <summary>A wide mantissa with a minus.</summary>
    public const byte NegativeNumber = 0x40;

    /// <summary>The last bytes of every segment.</summary>
    public static ReadOnlySpan<byte> Magic => "CRS"u8;
}

/// <summary>What a segment's rows carry beside key, version time and values.</summary>
[Flags]
internal enum SegmentFlags : byte
{
    /// <summary>Nothing: all rows are of one delivery.</summary>
    None = 0,

    /// <summary>Each row its sequence: rows of several deliveries, or the order of rows within one.</summary>
    Sequences = 1,

    /// <summary>Each row its delivery set.</summary>
    Sets = 2,
}

/// <summary>How a row's version time is written.</summary>
internal enum TimeCode : byte
{
    /// <summary>Not at all: <see cref="RecordVersion.OlderThanAny"/>.</summary>
    OlderThanAny = 0,

    /// <summary>Whole seconds from the epoch, i32.</summary>
    Seconds = 1,

    /// <summary>Ticks, i64.</summary>
    Ticks = 2,
}

/// <summary>How a value is written.</summary>
internal enum ValueCode : byte
{
    /// <summary>No such value; no bytes.</summary>
    Absent = 0,

    /// <summary>An empty cell; no bytes.</summary>
    Empty = 1,

    /// <summary>Text.</summary>
    Text = 2,

    /// <summary>Text that is the row's id; no bytes.</summary>
    KeyId = 3,

    /// <summary>A number.</summary>
    Number = 4,

    /// <summary>An instant of a whole second: seconds from the epoch, i32.</summary>
    Seconds = 5,

    /// <summary>An instant: ticks, i64.</summary>
    Ticks = 6,

    /// <summary>An instant that is the row's version time; no bytes.</summary>
    VersionTime = 7,

    /// <summary>A day: zigzag days from the epoch.</summary>
    Day = 8,

    /// <summary>A boolean: u8.</summary>
    Boolean = 9,
}
