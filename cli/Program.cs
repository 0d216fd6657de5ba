using CrmServerless.Cli.Commands;
using CrmServerless.Cli.Console;

return await CrmCommand.RunAsync(args, Terminal.Create());
