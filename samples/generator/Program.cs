using CrmServerless.Samples;

try
{
    var rows = SampleCompany.Write(SampleOptions.Parse(args));
    foreach (var (file, count) in rows) Console.WriteLine($"{count,10} {file}");
    Console.WriteLine($"{rows.Values.Sum(),10} rows");
    return 0;
}
catch (ArgumentException e)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine(SampleOptions.Usage);
    return 2;
}
