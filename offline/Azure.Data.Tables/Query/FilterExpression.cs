using System.Linq.Expressions;

namespace Azure.Data.Tables;

/// <summary>
/// Translates a lambda over an entity into a filter: 'Querying tables and entities', section 'Supported comparison operators' (eq, ne, gt, ge,
/// lt, le, and, or, not). What does not name the entity is computed here first.
/// </summary>
internal sealed class FilterExpression
{
    private readonly ParameterExpression entity;

    private FilterExpression(ParameterExpression entity) => this.entity = entity;

    /// <summary>The filter of <paramref name="lambda"/>; null where it lets everything through.</summary>
    /// <exception cref="NotSupportedException">It does something that a filter cannot.</exception>
    public static string? Translate(LambdaExpression lambda)
    {
        ArgumentNullException.ThrowIfNull(lambda);
        var filter = new FilterExpression(lambda.Parameters[0]).Condition(lambda.Body);
        return filter == "true" ? null : filter;
    }

    private string Condition(Expression node) => Unwrap(node) switch
    {
        BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.And } b => $"({Condition(b.Left)}) and ({Condition(b.Right)})",
        BinaryExpression { NodeType: ExpressionType.OrElse or ExpressionType.Or } b => $"({Condition(b.Left)}) or ({Condition(b.Right)})",
        UnaryExpression { NodeType: ExpressionType.Not } not => $"not ({Condition(not.Operand)})",
        BinaryExpression comparison => Comparison(comparison),
        MethodCallExpression { Method.Name: "Equals", Object: null, Arguments: [var x, var y] } => $"{Operand(x)} eq {Operand(y)}",
        MethodCallExpression { Method.Name: "Equals", Object: { } x, Arguments: [var y] } => $"{Operand(x)} eq {Operand(y)}",
        MethodCallExpression call when FilterMember.TryName(call, entity) is { } name => $"{name} eq true",
        MemberExpression member when FilterMember.TryName(member, entity) is { } name => $"{name} eq true",
        var value when !FilterParameter.Occurs(value, entity) => FilterLiteral.Of(FilterParameter.Compute(value)),
        var other => throw NotTranslatable(other),
    };

    private string Comparison(BinaryExpression node)
    {
        // 'x.CompareTo(y) > 0' and 'string.Compare(x, y) > 0' say 'x gt y'.
        var (left, right) = Unwrap(node.Left) switch
        {
            MethodCallExpression { Method.Name: "CompareTo", Object: { } x, Arguments: [var y] } when IsZero(node.Right) => (x, y),
            MethodCallExpression { Method.Name: "Compare", Object: null, Arguments: [var x, var y] } when IsZero(node.Right) => (x, y),
            _ => (node.Left, node.Right),
        };
        return $"{Operand(left)} {OperatorOf(node)} {Operand(right)}";
    }

    private string Operand(Expression node)
    {
        var operand = Unwrap(node);
        if (FilterMember.TryName(operand, entity) is { } name) return name;
        return FilterParameter.Occurs(operand, entity) ? throw NotTranslatable(operand) : FilterLiteral.Of(FilterParameter.Compute(operand));
    }

    private static string OperatorOf(BinaryExpression node) => node.NodeType switch
    {
        ExpressionType.Equal => "eq",
        ExpressionType.NotEqual => "ne",
        ExpressionType.GreaterThan => "gt",
        ExpressionType.GreaterThanOrEqual => "ge",
        ExpressionType.LessThan => "lt",
        ExpressionType.LessThanOrEqual => "le",
        _ => throw NotTranslatable(node),
    };

    private static bool IsZero(Expression node) => node is ConstantExpression { Value: 0 };

    private static Expression Unwrap(Expression node) =>
        node is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } cast ? Unwrap(cast.Operand) : node;

    private static NotSupportedException NotTranslatable(Expression node) => new($"The expression {node} is not supported.");
}
