using CrmServerless;
using CrmServerless.Configuration;
using CrmServerless.Functions;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<StorageSetup>();
// ASP.NET Core logs each request with its query string, where Salesforce's key is.
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
builder.Services.AddSingleton(AppClock.From(builder.Configuration, TimeProvider.System));
builder.Services.AddCrmServerless(builder.Configuration);
await builder.Build().RunAsync();
