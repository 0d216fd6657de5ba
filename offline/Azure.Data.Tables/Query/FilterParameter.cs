using System.Linq.Expressions;

namespace Azure.Data.Tables;

/// <summary>Tells what of a lambda depends on the entity, and computes what does not.</summary>
internal static class FilterParameter
{
    /// <summary>Whether <paramref name="parameter"/> occurs in <paramref name="node"/>.</summary>
    public static bool Occurs(Expression node, ParameterExpression parameter)
    {
        var finder = new Finder(parameter);
        finder.Visit(node);
        return finder.Found;
    }

    /// <summary>The value of <paramref name="node"/>, in which no parameter occurs.</summary>
    public static object? Compute(Expression node) => node is ConstantExpression constant
        ? constant.Value
        : Expression.Lambda<Func<object?>>(Expression.Convert(node, typeof(object))).Compile(preferInterpretation: true)();

    private sealed class Finder(ParameterExpression parameter) : ExpressionVisitor
    {
        public bool Found { get; private set; }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            Found |= node == parameter;
            return node;
        }
    }
}
