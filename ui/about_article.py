"""What is known of the open article, on a sheet: its metadata and whence, and which others are nearly the same text."""

from __future__ import annotations

from collections.abc import Mapping

from ui.article_list import ArticleModel
from ui.intake.facts import facts_words
from ui.session import Session
from ui.sheet import Sheet


def show_facts(session: Session, articles: ArticleModel, sheet: Sheet) -> None:
    """Asks the project which articles are alike, and shows it all."""
    if (snapshot := session.snapshot) is None:
        session.told.emit("No article is open")
        return
    article = snapshot.article

    def show(groups: Mapping[str, str]) -> None:
        group = groups.get(article.id, "")
        ids = [id for id, other in groups.items() if other == group and id != article.id]
        entries = [entry for entry in map(articles.entry, ids) if entry is not None]
        near = [f"{entry.heading}{f' ({entry.outlet})' if entry.outlet else ''}" for entry in entries]
        sheet.show_words("About this article", facts_words(article, near))

    session.run(lambda project: project.near_groups(), show)
