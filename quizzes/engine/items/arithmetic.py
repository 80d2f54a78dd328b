"""Arithmetic as a teacher writes it in the bank ("rate * weight / strength"), and nothing else."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

LENGTH_AT_MOST = 200

_BINARY: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_COMPARISONS: dict[type[ast.cmpop], Callable[[float, float], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


class ArithmeticProblem(ValueError):
    """An expression that is not plain arithmetic, or has no finite value."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked expression: its text and the names that it needs."""

    text: str
    names: frozenset[str]
    _body: ast.expr = field(repr=False, compare=False)

    def value(self, values: Mapping[str, float]) -> float:
        """Compute the expression; raises ArithmeticProblem if the result is not a finite number."""
        if isinstance(self._body, ast.Compare):
            raise ArithmeticProblem(f"{self.text!r} compares; an amount is needed here")
        try:
            found = float(_number(self._body, values))
        except (ZeroDivisionError, OverflowError) as error:
            raise ArithmeticProblem(f"{self.text!r} has no value: {error}") from error
        if not math.isfinite(found):
            raise ArithmeticProblem(f"{self.text!r} has no finite value")
        return found

    def holds(self, values: Mapping[str, float]) -> bool:
        """Say whether the comparison is true; raises ArithmeticProblem if it compares nothing."""
        if not isinstance(self._body, ast.Compare):
            raise ArithmeticProblem(f"{self.text!r} must compare, such as rate <= 0.5")
        sides = [self._body.left, *self._body.comparators]
        try:
            amounts = [_number(side, values) for side in sides]
        except (ZeroDivisionError, OverflowError) as error:
            raise ArithmeticProblem(f"{self.text!r} has no value: {error}") from error
        return all(
            _COMPARISONS[type(each)](left, right)
            for each, left, right in zip(self._body.ops, amounts, amounts[1:], strict=False)
        )


def _number(node: ast.AST, values: Mapping[str, float]) -> float:
    # _names has refused everything else, so what is left is one of these four.
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return node.value
    if isinstance(node, ast.Name):
        if node.id not in values:
            raise ArithmeticProblem(f"there is no number named {node.id!r}")
        return values[node.id]
    if isinstance(node, ast.UnaryOp):
        return -_number(node.operand, values)
    if isinstance(node, ast.BinOp):
        return _BINARY[type(node.op)](_number(node.left, values), _number(node.right, values))
    raise ArithmeticProblem(f"{ast.unparse(node)!r} is no arithmetic")


def _names(node: ast.AST, text: str) -> set[str]:
    """Collect the names, and refuse every part that is not arithmetic."""
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return set()
    if isinstance(node, ast.Name):
        return {node.id}
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return _names(node.operand, text)
    if isinstance(node, ast.BinOp) and type(node.op) in _BINARY:
        return _names(node.left, text) | _names(node.right, text)
    raise ArithmeticProblem(f"{text!r} may hold numbers, names, + - * / and brackets only")


@cache
def expression(text: str) -> Expression:
    """Read an expression of numbers, names, + - * / and brackets, or one comparison of such.

    Raises ArithmeticProblem for anything else: no calls, powers, attributes or texts.
    """
    if len(text) > LENGTH_AT_MOST:
        raise ArithmeticProblem(f"an expression has at most {LENGTH_AT_MOST} characters")
    try:
        body = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ArithmeticProblem(f"{text!r} cannot be read as arithmetic") from error
    if isinstance(body, ast.Compare) and all(type(each) in _COMPARISONS for each in body.ops):
        parts = [body.left, *body.comparators]
    else:
        parts = [body]
    return Expression(text, frozenset().union(*(_names(part, text) for part in parts)), body)
