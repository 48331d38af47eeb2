"""All commands and their keys, as one table of data: menus, palette, key help and dispatch are built from it.

Knows no Qt. A command with a gesture goes to the desk; one without is the window's own, looked up by its id.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Context(StrEnum):
    """Where a key has its meaning."""

    EVERYWHERE = "everywhere"
    TEXT = "text"  # the text or a card has the focus
    SUGGESTION = "suggestion"  # the active card is a suggestion
    CHOOSER = "chooser"
    FIND = "find"  # the strip in which one types what is looked for
    ADJUDICATE = "adjudicate"
    REVIEW = "review"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be asked for. keys: as in "Ctrl+Shift+Z"; a letter alone is that key without Shift.

    gesture, argument: what the desk gets; note: a word more for the help; menu: where it stands in the menus, "" for
    nowhere; later: part of the table, but not yet bound or shown.
    """

    id: str
    text: str
    keys: tuple[str, ...] = ()
    context: Context = Context.TEXT
    gesture: str = ""
    argument: str = ""
    note: str = ""
    menu: str = ""
    later: bool = False

    @property
    def key(self) -> str:
        """The key that is shown, "" for none."""
        return self.keys[0] if self.keys else ""


def _everywhere(id: str, text: str, *keys: str, menu: str = "", note: str = "", later: bool = False) -> Command:
    return Command(id, text, keys, Context.EVERYWHERE, menu=menu, note=note, later=later)


def _view(id: str, text: str, *keys: str, menu: str = "", note: str = "", later: bool = False) -> Command:
    return Command(id, text, keys, menu=menu, note=note, later=later)


def _gesture(id: str, text: str, *keys: str, menu: str, does: str = "", argument: str = "", note: str = "") -> Command:
    return Command(id, text, keys, gesture=does or id, argument=argument, menu=menu, note=note)


def _planned(id: str, text: str, *keys: str, context: Context = Context.TEXT, note: str = "") -> Command:
    return Command(id, text, keys, context, note=note, later=True)


_GLOBAL: Final = (
    _everywhere("page annotate", "Annotate", "Ctrl+1", menu="View"),
    _everywhere("page review", "Review", "Ctrl+2", menu="View"),
    _everywhere("page adjudicate", "Adjudicate", "Ctrl+3", later=True),
    _everywhere("page dataset", "Dataset", "Ctrl+4", menu="View"),
    _everywhere("open", "Open articles or a project…", "Ctrl+O", menu="File"),
    _everywhere("open folder", "Open a folder of articles…", menu="File"),
    _everywhere("page import", "What came in", "Ctrl+I", menu="File", note="files in doubt, and the report"),
    _everywhere("cancel import", "Cancel the import", menu="File"),
    _everywhere("article facts", "About this article", "Alt+Enter", menu="View", note="what is known, and whence"),
    _everywhere("new project", "New project…", "Ctrl+N", menu="File"),
    _everywhere("export", "Export a dataset…", "Ctrl+E", menu="File", note="whose, how far, in which format"),
    _everywhere("cancel export", "Cancel the export", menu="File"),
    _everywhere(
        "save copy",
        "Save a copy of the project…",
        "Ctrl+Shift+S",
        menu="File",
        note="also when its file was moved or its disk is full",
    ),
    _everywhere("saved", "Save", "Ctrl+S", menu="File", note="says that everything is saved already"),
    _everywhere("annotator", "Work as another annotator…", menu="File"),
    _everywhere("restore", "Restore a backup…", menu="File", note="with what each of them would change"),
    _everywhere("local copy", "Work on a local copy…", menu="File", note="of a project in a network or sync folder"),
    _everywhere("put back", "Put a copy back…", menu="File", note="where the local copy came from"),
    _everywhere("findings", "What the check found", menu="File", note="of the project as it was opened"),
    _everywhere("repair", "Mend a copy of the project…", menu="File", note="where the check found problems"),
    _everywhere("try again", "Try again", "F5", menu="File", note="what the disk did not let happen, or to open"),
    _everywhere("reopen", "Open the project anew", menu="File", note="as it is on the disk now"),
    _everywhere("restore unopened", "Restore a backup of it…"),
    _everywhere("open mended", "Open the mended copy"),
    _everywhere("last crash", "What ended Inquit last time"),
    _everywhere("accept place", "Work where the project lies"),
    _everywhere("show holder", "Show the window that has the project open"),
    _everywhere("quit", "Quit", "Ctrl+Q", menu="File"),
    _everywhere("undo", "Undo", "Ctrl+Z", menu="Edit", note="one gesture at a time, also after a restart"),
    _everywhere("redo", "Redo", "Ctrl+Shift+Z", "Ctrl+Y", menu="Edit"),
    _everywhere("palette", "Find any command", "Ctrl+K", menu="Help"),
    _everywhere("help", "Help", "F1", menu="Help", note="every key, and the guideline"),
    _everywhere("next pane", "Next pane", "F6", menu="View"),
    _everywhere("previous pane", "Previous pane", "Shift+F6", menu="View"),
    _everywhere("zoom reset", "Text at 100 %", "Ctrl+0", menu="View"),
    _everywhere("zoom in", "Larger text", "Ctrl++", "Ctrl+=", menu="View"),
    _everywhere("zoom out", "Smaller text", "Ctrl+-", menu="View"),
    _everywhere("find", "Find in the article", "Ctrl+F", menu="Edit", note="in any case, with or without accents"),
    _everywhere("find next", "Find the next", "F3", menu="Edit"),
    _everywhere("find previous", "Find the one before", "Shift+F3", menu="Edit"),
    _everywhere("find everywhere", "Find in all articles", "Ctrl+Shift+F", menu="Edit"),
)

_MOVING: Final = (
    _view("keys", "The keys that work now", "?", menu="Help"),
    _view("filter", "Filter the articles", "/", menu="View"),
    _view("near duplicates", "Nearly the same texts together", menu="View", note="in the list; again: all articles"),
    _view("next article", "Next article", "Ctrl+PgDown", menu="View"),
    _view("previous article", "Previous article", "Ctrl+PgUp", menu="View"),
    _view("next card", "Next card", "Tab", menu="View"),
    _view("previous card", "Previous card", "Shift+Tab", menu="View"),
    _view("select unit", "Select the quote or sentence", "Space", menu="Edit", note="under the caret"),
    _view("grow", "Grow the selection", "W", menu="Edit", note="word, phrase, sentence, quote, paragraph"),
    _view("shrink", "Shrink the selection", "Shift+W", menu="Edit"),
    _view("escape", "Let go", "Esc", menu="Edit", note="selection, then span, then pending frame or quote"),
)

_FRAME: Final = (
    _gesture("quote", "Quote", "Q", menu="Frame", note="without a selection: the clause after the cue, the marks"),
    _gesture("speaker", "Speaker", "S", menu="Frame", note="who says it"),
    _gesture("cue", "Cue", "C", menu="Frame", note="the word by which it is reported"),
    _gesture("source", "Source", "O", menu="Frame", note="through whom it reached the author"),
    _gesture("relay_cue", "Cue of the source", "Shift+C", menu="Frame"),
    _gesture("article_source", "Source of the whole article", "Shift+O", menu="Frame"),
    _gesture("addressee", "Addressee", "D", menu="Frame", note="to whom it is said"),
    _gesture("inherit_source", "Inherit the last source", "V", menu="Frame"),
    _gesture("nest", "Nested in the quote around it", "I", menu="Frame", note="on or off"),
    _gesture("add_fragment", "Add the selection as a part", "+", "J", menu="Frame"),
    _gesture("remove_fragment", "Remove the part under the caret", "-", menu="Frame"),
    _gesture("delete", "Delete the span", "Del", menu="Frame"),
    _gesture("delete_attribution", "Delete the whole attribution", "Shift+Del", menu="Frame"),
    _gesture("mark_every", "Mark every occurrence", "Ctrl+M", menu="Frame", note="of the selected mention's words"),
    _gesture("note", "Note", "M", menu="Frame", note="on the span, the quote or the article"),
    _gesture("question", "Question to the lead", "Shift+M", menu="Frame", note="under a rule of the guideline"),
    _gesture("answer", "Answer the question", menu="Frame"),
    _gesture("unlink", "Not this quote's", menu="Frame", note="takes the selected mention out of the frame"),
    _gesture("source out", "Source outwards in the chain", menu="Frame", does="move_source", argument="out"),
    _gesture("source in", "Source inwards in the chain", menu="Frame", does="move_source", argument="in"),
    _gesture("same_words_as", "Reports the same words as…", menu="Frame"),
    _gesture("variant", "How it renders them…", menu="Frame"),
    _gesture("same_words", "Same words elsewhere", "G", menu="Frame", note="quotes that report what this one does"),
)

_VALUES: Final = (
    _gesture("favor", "In favour", "F", menu="Stance", does="polarity", argument="favor", note="of the current target"),
    _gesture("against", "Against", "A", menu="Stance", does="polarity", argument="against"),
    _gesture("neutral", "Neutral", "N", menu="Stance", does="polarity", argument="neutral"),
    _gesture("unclear", "Unclear", "U", menu="Stance", does="polarity", argument="unclear"),
    _gesture("polarity", "In favour or against…", menu="Stance", note="of the stance in hand"),
    _gesture("target", "Target", "T", menu="Stance", note="with a selection: the words that carry the stance"),
    _gesture("repeat_stance", "Repeat the last stance", "R", menu="Stance"),
    _gesture("hedged", "Hedged", "H", menu="Stance"),
    _gesture("basis", "Basis", "B", menu="Stance", note="explicit, inferred, open"),
    *(
        _gesture(f"strength {n}", f"Strength {n}", f"Alt+{n}", menu="Stance", does="strength", argument=f"{n}")
        for n in range(1, 4)
    ),
    _gesture("drop_stance", "Remove the stance", menu="Stance"),
    _gesture("ascribe", "A further stance, of somebody else…", menu="Stance", note="ascribed, or the author's"),
    _gesture("lone_stance", "A stance without a quote", menu="Stance", note="the selected words carry it"),
    _gesture("holder", "Who holds it…", menu="Stance", does="set_stance", argument="holder"),
    _gesture("retarget", "Another target for it…", menu="Stance", does="set_stance", argument="target"),
    _gesture("according_to", "According to which quote…", menu="Stance", does="set_stance", argument="according_to"),
    _gesture("rename_target", "Rename the current target…", menu="Stance"),
    _gesture("type", "Type of the quote", "Y", menu="Values", note="direct, indirect, mixed, reported"),
    _gesture("status", "Status of the quote", "Shift+Y", menu="Values"),
    _gesture("entity", "Who it is", "E", menu="Values", note="chooses the entity"),
    *(
        _gesture(f"chip {n}", f"Entity chip {n}", f"{n}", menu="", does="chip", argument=f"{n}", note="on the card")
        for n in range(1, 10)
    ),
    _gesture("implicit", "Nobody is named", "0", menu="Values", note="the entity IMPLICIT"),
    _gesture("confirm", "Confirm who it is", "Enter", menu="Values", note="a guess in hand; else into the card"),
    _gesture("no_entity", "Leave open who it is", menu="Values"),
    *(
        _gesture(name, f"{words}…", menu="Values", does="set_value", argument=name)
        for name, words in (
            ("medium", "Medium of the quote"),
            ("uncertain", "Uncertain whether it is a quote"),
            ("mention_type", "Kind of mention"),
            ("source_role", "Role of the source"),
            ("scope", "Scope of the source"),
        )
    ),
    _gesture("rename_entity", "Rename the entity…", menu="Values", does="describe_entity", argument="name"),
    _gesture("entity_type", "Type of the entity…", menu="Values", does="describe_entity", argument="type"),
    _gesture("alias", "Aliases of the entity…", menu="Values", does="describe_entity", argument="alias"),
    _gesture("external_id", "External id of it…", menu="Values", does="describe_entity", argument="external_id"),
    _gesture("entity_note", "Note on the entity…", menu="Values", does="describe_entity", argument="note"),
    _gesture("describe_entity", "Look up an entity…", menu="Values", argument="/"),
    _gesture("merge_entity", "The same as another entity", menu="Values"),
    _gesture("split_entity", "Not the same after all", menu="Values"),
)


def _borders() -> Iterator[Command]:
    for side, letter, bracket in (("start", "K", "["), ("end", "L", "]")):
        for modifier, way, unit, words in (
            ("", "out", "word", "a word outwards"),
            ("Shift+", "in", "word", "a word inwards"),
            ("Alt+", "out", "character", "a character outwards"),
            ("Alt+Shift+", "in", "character", "a character inwards"),
        ):
            yield _gesture(
                f"{side} {way} {unit}",
                f"{side.capitalize()} {words}",
                modifier + letter,
                modifier + bracket,
                menu="Borders",
                does="border",
                argument=f"{side} {way} {unit}",
            )


_FINISHING: Final = (
    _view("done", "Done, and to the next article", "Ctrl+Enter", menu="Frame"),
    _view("nothing here", "Nothing here to annotate", "Ctrl+Shift+Enter", menu="Frame"),
    _view("incomplete", "What looks incomplete", menu="Frame"),
    _view("pass all", "Work on everything", menu="View"),
    _view("pass quotes", "Pass: quotes", menu="View", note="the keys and marks of other layers are off"),
    _view("pass sources", "Pass: who says it, through whom", menu="View"),
    _view("pass stance", "Pass: stances", menu="View"),
    _view("questions", "The questions of this article", menu="Frame"),
)

_CHOOSER: Final = (
    Command("choose", "Take the marked one", ("Enter",), Context.CHOOSER),
    Command("choose new", "Make a new one", ("Ctrl+Enter",), Context.CHOOSER),
    Command("choose next", "Next", ("Down",), Context.CHOOSER),
    Command("choose previous", "Previous", ("Up",), Context.CHOOSER),
    Command("choose none", "Close", ("Esc",), Context.CHOOSER),
    *(
        Command(f"choose {n}", f"Take number {n}", (f"{n}",), Context.CHOOSER, note="while the field is empty")
        for n in range(1, 10)
    ),
)

_FIND: Final = (
    Command("find take", "Stay there, or open the article", ("Enter",), Context.FIND),
    Command("find down", "Next", ("Down",), Context.FIND),
    Command("find up", "Previous", ("Up",), Context.FIND),
    Command("find exactly", "Exactly", ("Alt+C",), Context.FIND, note="case, accents and the form of marks count"),
    Command("find close", "Back to where one was", ("Esc",), Context.FIND),
)


def _suggestion() -> Iterator[Command]:
    context = Context.SUGGESTION
    note = "with a selection: puts that in"
    yield Command("accept", "Accept the suggestion", ("Enter",), context, "accept")
    for part, key in (("quote", "Q"), ("speaker", "S"), ("cue", "C"), ("source", "O")):
        yield Command(f"accept {part}", f"Accept the {part}", (key,), context, "accept", part, note)
    yield Command("reject", "Reject the suggestion", ("X",), context, "reject")
    yield Command("accept above", "Accept all above a score", ("Ctrl+Shift+Enter",), context, "accept_above")


def _adjudicate() -> Iterator[Command]:
    context = Context.ADJUDICATE
    for n in range(1, 10):
        yield _planned(f"take {n}", f"Take version {n} and go on", f"{n}", context=context)
    yield _planned("take majority", "Take the majority's", "Enter", context=context)
    yield _planned("take nothing", "Rightly nothing", "0", context=context)
    yield _planned("take both", "Both", "B", context=context)
    yield _planned("take mine", "Mine", "M", context=context, note="then the text keys, Enter")
    yield _planned("reason", "Reason first", "R", context=context)
    yield _planned("reopen question", "Reopen", "U", context=context)
    yield _planned("next question", "Next question", "Tab", context=context)
    yield _planned("previous question", "Previous question", "Shift+Tab", context=context)


def _review() -> Iterator[Command]:
    context = Context.REVIEW
    yield Command("open passage", "Open the article at the passage", ("Enter",), context)
    yield Command("filter disagreements", "Filter the disagreements", ("/",), context)
    yield Command("let go of filter", "Let go of the filter, or stop computing", ("Esc",), context)
    yield Command("measure", "Measure and label of the pairs", ("M",), context)
    yield Command("compare", "Whom to compare", ("G",), context, note="such as an annotator with gold")
    yield Command("blind", "Hide or show the annotators' names", ("B",), context)


def _import() -> Iterator[Command]:
    context = Context.IMPORT
    yield Command("import this", "Import", ("Enter",), context, note="under the choices shown")
    yield Command("import alike", "All like it", ("A",), context, note="files in the same doubt, by the same choices")
    yield Command("skip source", "Skip", ("X", "Del"), context)
    yield Command("next choice", "Next choice", ("Right",), context, note="of the encoding, or the part of a page")
    yield Command("previous choice", "Previous choice", ("Left",), context)
    for n in range(1, 10):
        yield Command(f"take choice {n}", f"Take choice {n}", (f"{n}",), context, argument=f"{n}")
    yield Command(
        "as in file", "The text as the file has it", ("B",), context, note="where lines were joined; and back"
    )
    yield Command("copy report", "Copy the report", ("C",), context)
    yield Command("leave import", "Back to the article", ("Esc",), context)


COMMANDS: Final = (
    *_GLOBAL,
    *_MOVING,
    *_FRAME,
    *_VALUES,
    *_borders(),
    *_FINISHING,
    *_CHOOSER,
    *_FIND,
    *_suggestion(),
    *_adjudicate(),
    *_review(),
    *_import(),
)

MENUS: Final = ("File", "Edit", "Frame", "Values", "Stance", "Borders", "View", "Help")
# What acts at the same time as a context's own keys.
BESIDE: Final = {
    Context.EVERYWHERE: (),
    Context.TEXT: (Context.EVERYWHERE,),
    Context.SUGGESTION: (Context.EVERYWHERE,),
    Context.CHOOSER: (Context.EVERYWHERE,),
    Context.FIND: (Context.EVERYWHERE,),
    Context.ADJUDICATE: (Context.EVERYWHERE,),
    Context.REVIEW: (Context.EVERYWHERE,),
    Context.IMPORT: (Context.EVERYWHERE,),
}
MARKING: Final = frozenset(
    {"quote", "speaker", "cue", "source", "relay_cue", "article_source", "addressee", "add_fragment", "target"}
)


def bound(context: Context) -> Iterator[Command]:
    """The commands that have a meaning now where this context holds."""
    return (command for command in COMMANDS if command.context is context and not command.later)


def by_key(commands: Iterable[Command]) -> dict[str, Command]:
    """Each key with its command."""
    return {key: command for command in commands for key in command.keys}


def command(id: str) -> Command:
    """The command of this id; raises KeyError for none."""
    return _BY_ID[id]


def named(gesture: str, argument: str = "") -> str:
    """What a gesture is called in the menus."""
    fitting = [wanted for wanted in COMMANDS if wanted.gesture == gesture and wanted.argument in ("", argument)]
    return fitting[0].text.rstrip("…") if fitting else gesture.replace("_", " ")


_BY_ID: Final = {command.id: command for command in COMMANDS}
