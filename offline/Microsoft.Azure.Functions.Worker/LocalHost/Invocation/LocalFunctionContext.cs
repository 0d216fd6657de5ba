using System.Diagnostics;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Invocation;

/// <summary>One invocation.</summary>
internal sealed class LocalFunctionContext : FunctionContext
{
    private readonly CancellationToken cancellation;

    public LocalFunctionContext(
        string invocationId, FunctionDescriptor function, TriggerInput input, RetryContext? retry, IServiceProvider services,
        CancellationToken cancellation)
    {
        InvocationId = invocationId;
        FunctionDefinition = new LocalFunctionDefinition(function);
        BindingContext = new Bindings(input.BindingData);
        RetryContext = retry!;
        InstanceServices = services;
        this.cancellation = cancellation;
        Features.Set(new FunctionResult());
        if (input.Http is { } http) Items[FunctionContextExtensions.HttpContextKey] = http;
    }

    public override string InvocationId { get; }

    public override string FunctionId => FunctionDefinition.Id;

    public override TraceContext TraceContext { get; } = new CurrentTrace();

    public override BindingContext BindingContext { get; }

    public override RetryContext RetryContext { get; }

    public override IServiceProvider InstanceServices { get; set; }

    public override FunctionDefinition FunctionDefinition { get; }

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features { get; } = new LocalInvocationFeatures();

    public override CancellationToken CancellationToken => cancellation;

    public FunctionResult Result => Features.Get<FunctionResult>()!;

    private sealed class Bindings(IReadOnlyDictionary<string, object?> data) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData => data;
    }

    private sealed class CurrentTrace : TraceContext
    {
        public override string TraceParent { get; } = Activity.Current?.Id ?? string.Empty;

        public override string TraceState { get; } = Activity.Current?.TraceStateString ?? string.Empty;
    }
}
