using CrmServerless;
using CrmServerless.Configuration;
using CrmServerless.Functions;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<StorageSetup>();
builder.Services.AddSingleton(AppClock.From(builder.Configuration, TimeProvider.System));
builder.Services.AddCrmServerless(builder.Configuration);
await builder.Build().RunAsync();
