"""How Qt's own widgets look beside what we draw ourselves. Plain text made from a palette; knows no Qt."""

from ui.palettes import Palette


def stylesheet(palette: Palette) -> str:
    """The style sheet of the window."""
    return "".join(part(palette) for part in (_controls, _frame, _pages, _sheets))


def _controls(p: Palette) -> str:
    """Labels, fields, buttons, menus and scroll bars, wherever they are."""
    return f"""
QLabel {{ color: {p.text}; }}
#trouble {{ color: {p.bad}; }}
#note {{ color: {p.muted}; }}
QComboBox {{ background: {p.card}; color: {p.text}; border: 1px solid {p.hairline}; border-radius: 4px;
             padding: 3px 24px 3px 8px; }}
QComboBox:hover, QComboBox:focus {{ border-color: {p.accent}; }}
QComboBox::drop-down {{ border: none; width: 0; }}
QComboBox QAbstractItemView {{ background: {p.card}; color: {p.text}; border: 1px solid {p.hairline};
                               selection-background-color: {p.panel}; selection-color: {p.text}; }}
#main_button {{ background: {p.accent}; color: {p.on_accent}; border-color: {p.accent}; }}
#main_button:disabled {{ background: {p.panel}; color: {p.muted}; border-color: {p.hairline}; }}
QLineEdit {{ background: {p.card}; color: {p.text}; border: 1px solid {p.hairline}; border-radius: 4px;
             padding: 5px 8px; selection-background-color: {p.accent}; selection-color: {p.on_accent}; }}
QLineEdit:focus {{ border-color: {p.accent}; }}
#primary:enabled {{ background: {p.accent}; color: {p.on_accent}; border-color: {p.accent}; }}
QPushButton:disabled {{ color: {p.muted}; }}
QPushButton {{ background: {p.card}; color: {p.text}; border: 1px solid {p.hairline}; border-radius: 4px;
               padding: 5px 12px; }}
QPushButton:hover, QPushButton:focus {{ border-color: {p.accent}; }}
QMenu {{ background: {p.card}; color: {p.text}; border: 1px solid {p.hairline}; }}
QMenu::item {{ padding: 4px 24px 4px 16px; }}
QMenu::item:selected {{ background: {p.panel}; color: {p.text}; }}
QMenu::item:disabled {{ color: {p.muted}; }}
QPlainTextEdit {{ background: {p.card}; color: {p.text}; border: 1px solid {p.hairline}; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {p.hairline}; border-radius: 4px; min-height: 28px; margin: 1px 2px; }}
QScrollBar::handle:vertical:hover {{ background: {p.muted}; }}
QScrollBar::handle:vertical:disabled {{ background: transparent; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def _frame(p: Palette) -> str:
    """The header above the pages, the status line below."""
    return f"""
#header, #status_line {{ background: {p.panel}; }}
#header {{ border-bottom: 1px solid {p.hairline}; }}
#status_line {{ border-top: 1px solid {p.hairline}; }}
#status_line QLabel {{ color: {p.muted}; }}
#status_line #save_state[good="true"] {{ color: {p.good}; }}
#wordmark {{ border: none; background: transparent; color: {p.text}; padding: 0 4px; font-weight: bold; }}
#wordmark::menu-indicator {{ image: none; width: 0; }}
#wordmark:hover, #wordmark:focus {{ color: {p.accent}; }}
#tab {{ border: none; border-bottom: 2px solid transparent; border-top: 2px solid transparent;
        background: transparent; color: {p.muted}; padding: 0 4px; }}
#tab:checked {{ color: {p.text}; border-bottom-color: {p.accent}; }}
#tab:hover, #tab:focus {{ color: {p.text}; }}
#pill {{ border: 1px solid {p.hairline}; border-radius: 10px; background: {p.card}; color: {p.muted};
         padding: 0 10px; }}
#pill:checked {{ color: {p.on_accent}; background: {p.accent}; border-color: {p.accent}; }}
#pill:hover:!checked, #pill:focus:!checked {{ color: {p.text}; border-color: {p.muted}; }}
#status_line #save_state[bad="true"] {{ color: {p.bad}; }}
"""


def _pages(p: Palette) -> str:
    """What the pages are made of."""
    return f"""
#article_view {{ background: {p.page}; color: {p.text}; }}
#article_pane {{ background: {p.panel}; border-right: 1px solid {p.hairline}; }}
#article_list {{ background: {p.panel}; }}
#guide_line {{ background: {p.page}; color: {p.muted}; }}
#page, #cards, #choice_pane {{ background: {p.page}; }}
#source_list {{ background: {p.panel}; }}
#sample_record {{ background: {p.card}; border: 1px solid {p.hairline}; border-radius: 4px; }}
#report_words {{ background: {p.page}; border: none; }}
#choice_pane {{ border-left: 1px solid {p.hairline}; }}
#chooser, #find_strip {{ background: {p.panel}; border: 1px solid {p.hairline}; border-radius: 6px; }}
#cards[sheet="true"] {{ background: {p.panel}; border-left: 1px solid {p.hairline}; }}
#find_strip {{ margin: 0 16px 6px 16px; }}
#share {{ border: none; border-radius: 2px; background: {p.hairline}; }}
#share::chunk {{ background: {p.good}; border-radius: 2px; }}
"""


def _sheets(p: Palette) -> str:
    """What comes over a page or above it."""
    return f"""
#sheet, #report {{ background: {p.card}; border: 1px solid {p.hairline}; border-radius: 8px; }}
#notice_bar {{ background: {p.panel}; border-bottom: 1px solid {p.hairline}; border-left: 4px solid {p.accent}; }}
#notice_bar[serious="true"] {{ border-left-color: {p.bad}; }}
#notice_bar[serious="true"] #notice_words {{ color: {p.bad}; }}
#backups {{ background: {p.card}; color: {p.text}; border: 1px solid {p.hairline}; border-radius: 4px; outline: none; }}
#backups::item {{ padding: 6px 8px; border: 1px solid transparent; border-radius: 4px; }}
#backups::item:selected {{ background: {p.panel}; color: {p.text}; border-color: {p.accent}; }}
#put_away {{ padding: 0; border-color: transparent; background: transparent; color: {p.muted}; }}
#put_away:hover, #put_away:focus {{ color: {p.text}; border-color: {p.hairline}; }}
"""
