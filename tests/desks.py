"""A desk for tests of gestures: words instead of offsets, and every gesture runs inside `undoable()`."""

from models.readings import Annotator, Reading
from models.spans import Fragment, Span
from models.stances import Stance
from tests.helpers import refused, undoable
from tests.samples import at
from workspace.annotating.desk import Desk, Result
from workspace.annotating.gestures import Gesture
from workspace.project import Project


class Hand:
    """An annotator at an article, who points at words."""

    def __init__(self, project: Project, name: str = "ana", article: int = 0) -> None:
        self.annotator: Annotator = project.annotator(name)
        self.desk = Desk(project, self.annotator)
        self.desk.open(project.articles(self.annotator)[article].id)

    @property
    def text(self) -> str:
        return self.desk.snapshot.article.text

    @property
    def reading(self) -> Reading:
        return self.desk.snapshot.reading

    def gesture(self, action: str, words: str | None = None, argument: str = "", caret: str | None = None) -> Gesture:
        """A gesture on the first place of `words`; caret: before the first place of these words."""
        selection: Fragment | None = None if words is None else at(words, self.text)
        place = 0 if caret is None else self.text.index(caret)
        return Gesture(action, selection, place if selection is None else selection.end, argument)

    def does(self, action: str, words: str | None = None, argument: str = "", caret: str | None = None) -> Result:
        with undoable(self.desk, always=False):
            return self.desk.perform(self.gesture(action, words, argument, caret))

    def is_refused(self, why: str, action: str, words: str | None = None, argument: str = "") -> None:
        with refused(self.desk, why):
            self.desk.perform(self.gesture(action, words, argument))

    def span(self, label: str, words: str) -> Span:
        """The span of this label whose fragments read as `words`, parts joined by " … "."""
        found = [s for s in self.reading.spans.values() if s.label == label and " … ".join(s.words(self.text)) == words]
        assert len(found) == 1, f"{len(found)} {label} spans read {words!r}"
        return found[0]

    def quote(self) -> Span:
        """The active quote."""
        return self.reading.spans[self.desk.snapshot.state.active or ""]

    def linked(self, role: str) -> list[str]:
        """The words of what the active quote points to under a role, in order."""
        return [" … ".join(span.words(self.text)) for span in self.reading.linked(self.quote().id, role)]

    def name_of(self, span: Span) -> str:
        """The name of a span's entity, "" without one."""
        return self.desk.snapshot.shared.entity(span.entity).name if span.entity else ""

    def stance(self) -> Stance:
        """The only stance."""
        (found,) = self.reading.stances.values()
        return found

    def activate(self, label: str, words: str) -> None:
        self.desk.activate(self.span(label, words).id)
