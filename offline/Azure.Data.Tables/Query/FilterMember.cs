using System.Linq.Expressions;

namespace Azure.Data.Tables;

/// <summary>The entity's properties as a lambda names them.</summary>
internal static class FilterMember
{
    /// <summary>
    /// The stored name behind e.Property, e.Nullable.Value, e["Property"] and e.GetString("Property") and its like; null for anything else.
    /// </summary>
    public static string? TryName(Expression node, ParameterExpression entity) => node switch
    {
        MemberExpression { Member.Name: "Value", Expression: { } inner } when IsNullable(inner) => TryName(inner, entity),
        MemberExpression { Expression: { } target } member when IsEntity(target, entity) => ModelBinder.NameOf(member.Member),
        MethodCallExpression { Object: { } target, Arguments: [var name] } call when IsEntity(target, entity) && IsGetter(call) =>
            FilterParameter.Compute(name) as string,
        _ => null,
    };

    private static bool IsGetter(MethodCallExpression call) =>
        call.Method.Name == "get_Item" || call.Method.Name.StartsWith("Get", StringComparison.Ordinal);

    private static bool IsNullable(Expression node) => Nullable.GetUnderlyingType(node.Type) is not null;

    private static bool IsEntity(Expression target, ParameterExpression entity) =>
        target == entity || target is UnaryExpression { NodeType: ExpressionType.Convert } cast && cast.Operand == entity;
}
