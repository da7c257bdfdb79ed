"""What Typer says of itself (help, wrong options), in Japanese; in English it speaks for itself."""

import difflib
from functools import partial
from typing import Any

from typer._click import exceptions
from typer._click.core import Command, Context

from pipeline.commands.japanese_help import WORDS

_KINDS = {"integer": "整数", "number": "数"}


def speak(command: Command) -> None:
    """Have a command and those below it give their help in Japanese."""
    vars(command)["format_help"] = partial(_write_help, command)
    for below in getattr(command, "commands", {}).values():
        speak(below)


def _write_help(command: Command, ctx: Context, formatter: Any) -> None:
    below = getattr(command, "commands", {})
    named = [param for param in command.params if param.param_type_name == "argument"]
    options = [param for param in command.params if param.param_type_name == "option"]
    usage = [ctx.command_path, "[オプション]", *(_name(param) for param in named)]
    formatter.write(f"使い方：{' '.join([*usage, *(['命令 …'] if below else [])])}\n\n")
    formatter.write(f"  {_word(command.help)}\n")
    _write_list(formatter, "引数", [(_name(p), _told(p)) for p in named])
    told = [("、".join((*p.opts, *p.secondary_opts)), _told(p)) for p in options]
    _write_list(formatter, "オプション", [*told, ("--help", "この説明を示す")])
    _write_list(formatter, "命令", [(name, _word(one.help)) for name, one in below.items()])


def _write_list(formatter: Any, title: str, rows: list[tuple[str, str]]) -> None:
    if rows:
        width = max(len(name) for name, _ in rows) + 2
        lines = "".join(f"  {name:<{width}}{told}\n" for name, told in rows)
        formatter.write(f"\n{title}\n{lines}")


def _name(argument: Any) -> str:
    return argument.metavar or f"{argument.name}{' …' if argument.nargs != 1 else ''}"


def _word(english: str | None) -> str:
    first = (english or "").partition("\n")[0]
    return WORDS.get(first, first)


def _told(param: Any) -> str:
    return f"{_word(getattr(param, 'help', ''))}{'（必ず書く）' if param.required else ''}"


def fault(error: exceptions.UsageError) -> str:
    """What is wrong with the words of a command, and where its help is."""
    path = error.ctx.command_path if error.ctx else "opinions"
    return f"{_fault(error)}\n使い方：{path} --help"


def _fault(error: exceptions.UsageError) -> str:
    param = getattr(error, "param", None)
    name = "" if param is None else (param.opts[0] if param.opts else param.name)
    if isinstance(error, exceptions.MissingParameter):
        return f"{name} がない。"
    if isinstance(error, exceptions.NoSuchOption):
        likely = "、".join(sorted(error.possibilities or ()))
        return f"オプション {error.option_name} はない。{f'近いもの：{likely}。' if likely else ''}"
    if isinstance(error, exceptions.BadOptionUsage):
        return f"オプション {error.option_name} の書き方が違う（値が要るか、要らない）。"
    if isinstance(error, exceptions.BadParameter) and param is not None:
        kind = next((told for word, told in _KINDS.items() if word in str(error)), "")
        return f"{name} の値は使えない。{f'{kind}を書く。' if kind else ''}"
    below = getattr(error.ctx.command, "commands", {}) if error.ctx else {}
    given = str(error).partition("'")[2].partition("'")[0]
    if below and given:
        near = difflib.get_close_matches(given, below, n=1)
        known = f"もしかして {near[0]}。" if near else f"あるのは {'、'.join(below)}。"
        return f"「{given}」という命令はない。{known}"
    return (
        "命令が途中で終わっている。"
        if below
        else "余分な言葉がある。空白を含む名前は引用符で囲む。"
    )
