# SPDX-License-Identifier: MIT
"""Parts that know no feature. They take plain words, their own enums and tones, and paint from the tokens.

text          Label (plain text only, size, weight, token), ElidedLabel, visible, plain_tip;
              title, section, strong, body, caption make labels of the usual kinds
scrolling     ColumnScroll (a column that scrolls only below its least height), Pages (room of the page in sight only)
page          Page (base of every section), Surface (token ground, divider edges), Card, PageHeader, narrow_column
buttons       Button(text, icon, Variant.PRIMARY|PLAIN|DANGER|COLLEAGUE|LINK|QUIET), .explain(reason), .set_menu
chip          Chip, ChipRow (wraps), ChipData(text, icon, Tone), paint_chip for delegates
clock_block   ClockBlock(ClockFace(label, ClockState, words, share), pill=…), CLOCK_LOOK
segmented     Segmented(name, [Segment(value, text, icon, name)]): .value, .set_value, .explain, chosen
choice        ChoiceList: radio buttons in frames with heading, words and aside; chosen, .value, .set_value
banner        Banner(heading, words, icon, tone, strong, detail): .set_words, .add(button)
toast         Toast (the frame shows it: MainWindow.toast)
empty_state   EmptyState(icon, heading, words, button, key): acted
fields        SearchField (icon, key cap), TextBox (Tab leaves, pastes plain), settle_spin for number fields
form          Form: .add(key, label, field, hint), .show_errors({key: words}), .clear_errors; FormRow, ErrorSummary
composer      Composer: Reply | Note | Colleague, one draft each, border and words say who reads it
rows          Row, Heading, Mark, RowDelegate (52 high), RowsModel (short lists)
flow_layout   FlowLayout: side by side, and on below where there is no more room
rows_view     RowsView, LongRowsView for any number of rows of one height
windowed      Pages (ids and an LRU of pages), WindowedList for long lists of rows
windowed_table Column, WindowedTable model, TableView with a row that speaks as one sentence
timeline      TimelineItem, Party, TimelineView: .set_items; opened
bubbles       Bubble, Side, BubblesView: .set_bubbles
chart         Chart: series drawn by pyqtgraph when first shown, the table of numbers always beside it
exchange      ExchangePicture: P, A, C circles with numbered arrows
days          DaysPicture: one bar a day for "Why this due time?"
keycap        KeyCap                     icon_label  IconLabel
questions     ask_for_line: a dialog with one field, its words plain text
outside       show_outside: a folder or file in the desktop's own programs, or the words to tell
focus_ring    FocusRing (one per window), paint_row_ring for delegates

Colours: `theme.tokens()`; lengths: `theme.px(8)`; fonts: `fonts.font(Type.CAPTION, SEMIBOLD)`; icons by mdi6
name: `icons.icon("phone-outline", "muted")`. A painting widget asks at paint time and never stores a colour.
"""
