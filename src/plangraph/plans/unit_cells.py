"""What a cell of departments says: names, the years that each holds, and what is named without being one unit."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from plangraph.plans.years import parse_year

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Named", "is_group", "is_one_unit", "is_unit", "iter_named"]

_SUFFIX: Final = r"(?:課|室|局|所|センター|館|署|団|係|担当|チーム|本部|委員会|協議会|班|グループ|園|校|病院|部|会議)"
_UNIT: Final = re.compile(rf"^[^\s。、]{{1,25}}{_SUFFIX}(?:\d{{1,2}})?(?:\([^()]*\))?$")
# What no unit is called: a cell that says so is a sentence.
_SENTENCE: Final = re.compile(r"[。、]|(?:する|して|した|され|まで|から|及び|および|など|こと|もの)")
_YEAR: Final = r"(?:令和|平成|[RH])\s*(?:元|\d{1,2})(?:年度)?"
_YEARS: Final = re.compile(
    rf"(?P<upto>[~〜]\s*)?(?P<year>{_YEAR})\s*"
    rf"(?:(?P<until>まで)|[~〜-]\s*(?P<last>{_YEAR})(?:まで)?|(?P<open>[~〜-]|から|より|以降))?(?:は(?=\S))?[:：]?\s*",
)
_KINDS: Final = r"(?:課|部|局|室|係|所|部署|部局|課室|所属|機関|班)"
_WHICH: Final = r"(?:関係|関連|担当|所管|主管|該当|当該|対象|実施|全て|すべて|複数|[各全])(?:する)?の?"
# 各課, 関係各課, 全部局, 担当課, ほか2課: whoever is meant, it is no unit of the organisation. But 各支所地域振興課 are
# called by their name.
_GROUP_NAME: Final = (
    rf"(?:庁内|市役?所?内?|町|村)?(?:(?:{_WHICH})+|各\S{{1,8}}?(?:所管|主管|担当|関係)|\d{{1,2}}){_KINDS}+"
)
_EVERYBODY: Final = re.compile(
    r"^(?:(?:全庁|庁内)(?:的|全体|全般|横断的?)?|(?:市|町|村)(?:役所|役場)?全体|全所属|全職員)$"
)
_GROUP: Final = re.compile(rf"^(?:ほか|他|その他の?)?{_GROUP_NAME}$")
# 健康課ほか関係課: the rest of those in charge, named as a group or not at all.
_AND_OTHERS: Final = re.compile(
    rf"(?<=[課室局所館署係班部])(?:ほか|他|外|等|など)(?P<rest>{_GROUP_NAME})?(?=[\s、,・/;→]|$)"
)
# Somebody, but of no unit: it is a name of its own, and begins none that goes on behind it.
_NOBODY: Final = re.compile(r"(?:各|全|関係|担当|当該)?(?:所属長|部長|課長|室長|係長|職員|管理職|担当者|関係者)")
_HEAD: Final = re.compile(r"(?<=[課室局係部])長(?=[\s、,・/;→]|$)")
_FORMER: Final = re.compile(r"^旧[:：]?(?!市街|町家|庁舎|校|跡|道)")
# 甲課(主)、乙課(TEL 0123-45-6789): what part a unit has, or how it is called up; no part of its name.
_REMARK: Final = re.compile(
    r"(?:主|副|正|関係|連携|協力|幹事|代表|主務)(?:担当|管)?(?:課|部署)?|担当|全庁|庁内"
    r"|[※*].*|(?:TEL|Tel|tel|電話|内線|直通|FAX|Fax|ファ[クッ]|E-?[Mm]ail|メール).*|[\d-]{4,}"
)
_WITHIN: Final = re.compile(r"^[^\s]+(?:係|班|担当|グループ|チーム)$")
# 福祉課 電話0123-45-6789, without brackets: how a unit is called up, behind its name.
_CALLED_UP: Final = re.compile(r"(?<=\S)[ \u3000、,/]+(?:電話|内線|直通|TEL|Tel|FAX|☎|℡)\s*[:.]?\s*[\d()-]{3,}")
# A division, a blank and its section are two names, as in two columns. Sections of these names stand in several
# divisions, and those of a hospital, a council or a fire station are not the town's: each is called by both names.
_JOINT: Final = "\ue000"
_COMMON: Final = re.compile(
    r"^(?:総務|庶務|管理|企画|経営|業務|財務|経理|会計|人事|政策|調整|推進|教育|地域|市民|住民)*課"
)
_APART: Final = re.compile("病院|消防|議会|委員会|水道|企業|支所|本部")
_BOARD: Final = re.compile("教育委員会(?:事務局)?$")
_OF_ANY: Final = re.compile("^(?:総務|庶務|管理|企画|業務|政策|調整|教育|施設)+課")
_SECTION: Final = re.compile(r"^[^課室]+(?:係|班)$")  # of the 課 that stands before it
_ARROW: Final = re.compile(r"\s*[→⇒➡]\s*")
_SEPARATOR: Final = re.compile(r"([\s、,・/;]+)")
# What sections of a board of education are called by (地方教育行政の組織及び運営に関する法律 第21条, its duties).
_OF_SCHOOLS: Final = re.compile("教育|学校|学習|学務|文化|スポーツ|体育|図書|給食|青少年|公民館|博物館|美術館")
_COMMA: Final = re.compile(r"[、,;]")
# Brackets stand aside while a cell is parted, each as one sign of the private use area.
_BRACKET: Final = re.compile(r"\s*\(([^()]*)\)")
_FIRST_SIGN: Final = 0xF0000
_ASIDE: Final = re.compile(r"[\U000f0000-\U000ffffd]")


class Named(NamedTuple):
    """A name of a cell, the first and last fiscal year printed for it, and whether it is in charge no more.

    A `remark` is what a bracket says of the unit before it: 主, 内線123. `division` is the 部 that is named before it.
    """

    name: str
    since: int | None = None
    until: int | None = None
    former: bool = False
    remark: bool = False
    division: str = ""


def is_unit(name: str) -> bool:
    """Whether a name is one unit's, or a group's that stands in its place (各課)."""
    return bool(_UNIT.match(name)) and not _SENTENCE.search(name) and name.count("(") == name.count(")")


def is_one_unit(named: Named) -> bool:
    """Whether what is named is one unit in charge: not 関係各課, nor 旧危機管理課, which is in charge no more."""
    if named.former or named.remark:
        return False
    return is_unit(named.name) and not is_group(named.name) and not _FORMER.match(named.name)


def is_group(name: str) -> bool:
    """Whether a name stands for units of which it names none: 関係各課, 全庁."""
    return bool(_GROUP.match(name) or _EVERYBODY.match(name))


def iter_named(text: str) -> list[Named]:
    """What a cell names, in order; a unit that is told to be the former one of another comes before it."""
    folded = _ASIDE.sub(
        "", _CALLED_UP.sub("", re.sub(r"<br\s*/?>", "\n", unicodedata.normalize("NFKC", text)))
    ).replace(_JOINT, "")
    notes: list[str] = []

    def aside(match: re.Match[str]) -> str:
        notes.append(match[1].strip())
        return chr(_FIRST_SIGN + len(notes) - 1)

    stages = [list(_iter_stage(stage)) for stage in _ARROW.split(_BRACKET.sub(aside, folded))]
    return [each for named in _handed_on(stages) for each in _with_notes(named, notes)]


def _handed_on(stages: list[list[Named]]) -> Iterator[Named]:
    """`R6 甲課→R7 乙課`: 甲課 until the year before 乙課, and 乙課 from then on."""
    following = [next((each.since for each in stage if each.since is not None), None) for stage in stages[1:]]
    for at, stage in enumerate(stages):
        for named in stage:
            if at == len(stages) - 1:
                onward = at > 0 and named.since is not None and named.since == named.until
                yield named._replace(until=None) if onward else named
                continue
            after = following[at]
            if after is not None:
                yield named._replace(until=after - 1)
            else:
                # In whose place another stands since nobody knows when: no longer in charge, for all that is said.
                yield named if named.until is not None else named._replace(former=True)


def _iter_stage(text: str) -> Iterator[Named]:
    since: int | None = None
    until: int | None = None
    at = 0
    for match in [*_YEARS.finditer(text), None]:
        for name in _names(text[at : match.start() if match else len(text)]):
            division, _, section = name.rpartition(_JOINT)
            yield Named(section, since, until, division=division)
        if match:
            since, until = _years(match)
            at = match.end()


def _years(match: re.Match[str]) -> tuple[int | None, int | None]:
    year = parse_year(match["year"])
    value = year.value if year else None
    if match["upto"] or match["until"]:
        return None, value
    last = parse_year(match["last"]) if match["last"] else None
    if last:
        return value, last.value
    return value, None if match["open"] else value


def _names(text: str) -> list[str]:
    names: list[str] = []
    pending = ""
    parts = _SEPARATOR.split(_HEAD.sub("", _AND_OTHERS.sub(r" \g<rest> ", text.strip())))
    within = _of_boards(parts)
    for at, (before, token) in enumerate(zip(["", *parts[1::2]], parts[::2], strict=True)):
        if not token or (names and not pending and _goes_with(names, before, token)):
            continue
        # 総務部・財政部 and 総務部 財政部 are two; a division (部) is not ended by a mere space before its section.
        ended = before.strip() or _bare(token).endswith("部") or (at not in within and _apart(pending, token))
        if pending and _matches(pending) and ended:
            names.append(pending)
            pending = ""
        # スポーツ・文化振興課 is one name; a dot before its first word is a bullet.
        if pending and not _matches(pending) and _COMMA.search(before):  # 県、警察、社会福祉協議会: three names
            names.append(pending)
            pending = ""
        pending += _between(pending, before, token) + token
        if pending and _NOBODY.fullmatch(pending):
            names.append(pending)
            pending = ""
        # 市民病院経営企画部 総務課: a division (部), or a board of education, names the section that follows it.
        if _matches(pending) and not _bare(pending).endswith(("部", "教育委員会")) and at + 1 not in within:
            names.append(pending)
            pending = ""
    if pending:
        names.append(pending)
    return names


def _of_boards(parts: list[str]) -> frozenset[int]:
    """Which names are of sections of the board of education before them, on a line of these two: 教育委員会 総務企画課.

    Their own names do not say whose they are; among others on a line, nothing says that they are not the town's.
    """
    tokens, between = parts[::2], ["\n", *parts[1::2], "\n"]

    def ends(at: int) -> bool:
        return bool(between[at].strip(" ")) or bool(_SECTION.match(_bare(tokens[at])))

    return frozenset(
        at
        for at in range(1, len(tokens))
        if _BOARD.search(_bare(tokens[at - 1]))
        and _OF_ANY.match(_bare(tokens[at]))
        and between[at - 1].strip(" ")
        and not between[at].strip(" ")
        and (at + 1 == len(tokens) or ends(at + 1))
    )


def _goes_with(names: list[str], before: str, token: str) -> bool:
    """Whether a part belongs to the names before it, and is put there: a number, or a 係 of the 課 named last."""
    if re.fullmatch(r"\d{1,2}", token):
        names[-1] += token  # 清掃リサイクルセンター 21
        return True
    holder = _holder(names) if not before.strip() and _SECTION.match(_bare(token)) else ""
    if holder:  # 水産課 漁港係: the 課, and the 係 within it
        names.append(f"{holder}{token}")
    return bool(holder)


def _between(pending: str, before: str, token: str) -> str:
    """What stands between the part of a name and the next: a dot that is of the name, or the joint of two units."""
    if pending and before.strip() == "・":
        return "・"
    return _JOINT if pending and not before.strip() and _is_division_of(pending, token) else ""


def _holder(names: list[str]) -> str:
    """The 課 or 室 named last, in which a 係 named behind it stands, or ""."""
    section = next((name for name in reversed(names) if not _SECTION.search(name.rpartition("課")[2] or name)), "")
    bare = section.rpartition(_JOINT)[2]
    return bare if re.search(r"[課室]$", bare) else ""


def _is_division_of(pending: str, token: str) -> bool:
    """Whether a 部 of the town stands before a section whose name says by itself which it is: 建設部 港湾課."""
    section = _bare(token)
    return (
        pending.endswith("部")
        and _matches(pending)
        and bool(re.search(r"[課室]$", section))
        and not _COMMON.match(section)
        and not _APART.search(pending)
    )


def _apart(name: str, following: str) -> bool:
    """Whether a name ends before a further one that is none of its sections, as the board of education's are."""
    return _bare(name).endswith("教育委員会") and not _OF_SCHOOLS.search(following)


def _matches(name: str) -> bool:
    return bool(_UNIT.match(_bare(name)))


def _bare(name: str) -> str:
    return _ASIDE.sub("", name)


def _with_notes(named: Named, notes: list[str]) -> Iterator[Named]:
    """The unit with what its brackets say: years, a former name with its years, or units within it."""
    name = named.name
    inside: list[str] = []
    later: list[Named] = []
    for sign in _ASIDE.findall(name):
        note = notes[ord(sign) - _FIRST_SIGN]
        parts = [part for part in re.split(r"[\s、,・/;]+", note) if part]
        years = _YEARS.search(note)
        if years and name[: name.index(sign)]:
            name = name.replace(sign, "")
            other = (note[: years.start()] + note[years.end() :]).strip(" は:")
            if not other:
                since, until = _years(years)
                named = named._replace(since=since, until=until)
            elif is_unit(other):
                since, until = _years(years)
                if until is not None and since is None:
                    yield Named(other, since, until)
                    named = named._replace(since=until + 1)
                else:
                    later.append(Named(other, since, until))
                    named = named._replace(until=since - 1) if since is not None and until is None else named
        elif _FORMER.match(note):
            name = name.replace(sign, "")
            later.append(Named(note))
        elif _REMARK.fullmatch(note) and name[: name.index(sign)]:
            name = name.replace(sign, "")
            later.append(Named(note, remark=True))
        elif parts and all(map(_WITHIN.match, parts)) and re.search(r"[課室所局]$", name[: name.index(sign)]):
            name = name.replace(sign, "")
            inside = parts
        else:
            name = name.replace(sign, f"({''.join(note.split())})")
    for each in inside or [""]:
        yield named._replace(name=name + each)
    yield from later
