using CrmServerless;
using CrmServerless.Functions;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<StorageSetup>();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddCrmServerless(builder.Configuration);
await builder.Build().RunAsync();
