"""Commands and groups of commands whose words about a wrong command line are ours, in one line.

``typer`` draws a box of several lines and names Python's types. Here it parses; what it refuses is told as
any other mistake, by an ``AnnError``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from ann_toolkit.base.errors import AnnError
from ann_toolkit.base.suggestions import did_you_mean

# What typer raises of a wrong command line: click's classes, of which it carries a copy without a public
# address; they are told apart by the names that click gives them.
_WrongLine: Any = typer.BadParameter.__base__


class Command(TyperCommand):
    """A command that says in one line what is wrong with the words after it."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the options and arguments.

        Raises:
            AnnError: an unknown option, one without its value or given twice, too few or too many words.
        """
        try:
            if not ctx.resilient_parsing:  # not while the Tab key asks
                _check_words(self, ctx, list(args))
            return super().parse_args(ctx, args)
        except _WrongLine as error:
            raise AnnError(_explained(error, ctx)) from None


class Group(TyperGroup):
    """A group of commands that says in one line which command or option it does not know."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the options before the command.

        Raises:
            AnnError: an unknown option.
        """
        if not args:  # then it shows its help
            return super().parse_args(ctx, args)
        try:
            return super().parse_args(ctx, args)
        except _WrongLine as error:
            raise AnnError(_explained(error, ctx)) from None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that was asked for.

        Raises:
            AnnError: there is none of this name.
        """
        known = self.list_commands(ctx)
        if args[0] not in known and not ctx.resilient_parsing:
            raise AnnError(
                f"there is no command {args[0]!r} of `{ctx.command_path}`; {did_you_mean(args[0], known)}"
            )
        return super().resolve_command(ctx, args)


class App(typer.Typer):
    """A ``typer.Typer`` of which every command is a ``Command``, and which is itself a ``Group``."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"cls": Group, "no_args_is_help": True, **settings})

    def command(self, name: str | None = None, **settings: Any) -> Callable[..., Any]:
        """Register a command, as ``typer.Typer.command`` does."""
        return super().command(name, **{"cls": Command, **settings})


def _check_words(command: Command, ctx: Any, words: list[str]) -> None:
    """Raise an :class:`AnnError` for what typer would pass over, or tell without its name."""
    typed, too_many, order = command.make_parser(ctx).parse_args(words)
    if too_many:
        wanted = ", ".join(_called(one) for one in command.params if one.param_type_name == "argument")
        takes = f"takes {wanted}" if wanted else "takes options alone"
        raise AnnError(f"{', '.join(map(repr, too_many))}: too many words; `{ctx.command_path}` {takes}")
    for option, times in Counter(order).items():
        if times > 1 and not option.multiple and option.param_type_name == "option":
            raise AnnError(f"{_called(option)} is given {times} times; give it once")
    for parameter in order:
        value = typed.get(parameter.name)
        for word in value if isinstance(value, list) else [value]:
            if isinstance(word, str) and (not word.strip() or "\0" in word):
                raise AnnError(
                    f"{_called(parameter)} is {word!r}: nothing that could be meant; see: {ctx.command_path} --help"
                )


def _explained(error: Any, ctx: Any) -> str:
    """What typer refused, in our words."""
    options = {name: one for one in ctx.command.params for name in [*one.opts, *one.secondary_opts]}
    options = {name: one for name, one in options.items() if name.startswith("-")}
    known = [name for name in ctx.help_option_names if name not in options] + list(options)
    match type(error).__name__:
        case "NoSuchOption":
            unknown = error.option_name
            return f"there is no option {unknown} of `{ctx.command_path}`; {did_you_mean(unknown, known)}"
        case "BadOptionUsage":
            flag = getattr(options.get(error.option_name), "is_flag", True)
            return f"{error.option_name} {'takes no value' if flag else 'needs a value after it'}"
        case "MissingParameter":
            return f"{_called(error.param)} is missing; see: {ctx.command_path} --help"
        case _:
            given = f"{_called(error.param)}: " if getattr(error, "param", None) else ""
            return f"{ctx.command_path}: {given}{error.message}"


def _called(parameter: Any) -> str:
    """How the person knows a parameter: "--output" for an option, "FILE" for an argument."""
    if parameter.param_type_name == "argument":
        return (parameter.metavar or parameter.name).upper()
    return max(parameter.opts, key=len)
