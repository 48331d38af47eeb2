"""What each figure means, in words fit for a paper's appendix."""

from __future__ import annotations

from collections.abc import Mapping

NAMES: Mapping[str, str] = {
    "f1_exact": "F1 exact",
    "f1_overlap": "F1 overlap",
    "f1_iou": "F1 IoU",
    "f1_chars": "F1 characters",
    "char_alpha": "α characters",
    "u_alpha": "uα",
    "u_alpha_relevance": "|uα relevance",
    "cu_alpha": "cuα",
    "gamma": "γ",
    "gamma_cat": "γ-cat",
    "gamma_sampling_error": "sampling error of γ",
    "alpha": "α",
    "percent": "percent",
    "ac1": "AC1",
    "f1_strict": "F1 strict",
    "strict": "F1",
    "endpoints": "F1 of endpoints",
    "given_both": "F1 given both ends",
    "ordered": "F1 of sequences",
    "polarity_alpha": "α of polarity",
    "polarity_percent": "percent of polarity",
    "holder_target_f1": "F1 of holder and target",
    "by_article_alpha": "α of polarity by article",
    "lea": "LEA",
    "b3": "B³",
    "muc": "MUC",
    "competence": "competence",
}

DEFINITIONS: Mapping[str, str] = {
    "f1_exact": (
        "F1 of spans with the same label and fragments: 2 x shared / (|A| + |B|), which is positive specific "
        "agreement. Of more than two annotators: the sum of 2 x shared by the sum of sizes over all pairs."
    ),
    "f1_overlap": (
        "F1 of spans of one label that share a character, matched one to one: equal ones first, then as many as can be."
    ),
    "f1_iou": (
        "F1 of spans of one label, each pair counting by its intersection over union of characters; matched one to "
        "one, equal ones first, then so that the sum is greatest."
    ),
    "f1_chars": "F1 of the characters of a label; a character under two spans counts twice.",
    "char_alpha": (
        "Krippendorff's nominal alpha with each character as a unit. Of all labels together a character has the first "
        "of cue, speaker, addressee, source, stance, quote that covers it, else none."
    ),
    "u_alpha": "Unitizing alpha of segments and gaps, after Krippendorff et al. 2016.",
    "u_alpha_relevance": "The same of marked against unmarked text (binary unitizing alpha).",
    "cu_alpha": (
        "Coding alpha where both annotators marked something: cu-alpha of all labels, (k)u-alpha of one label. "
        "Coverage is the share of the marked length that the other marked too."
    ),
    "gamma": (
        "Gamma (Mathet et al. 2015): 1 - observed / expected disorder of the best alignment, positional (sporadic) and "
        "categorical dissimilarity, chance from random continua with the article's counts, gaps, lengths and labels. "
        "Articles count by their units; samples is how many random continua an article has, long ones fewer."
    ),
    "gamma_cat": "Gamma-cat (Mathet 2017): labels alone, on aligned units.",
    "gamma_sampling_error": "Standard error of gamma from the finite number of random continua.",
    "alpha": (
        "Krippendorff's nominal alpha on aligned spans of one label; a value nobody gave is missing. Coverage is the "
        "share of values on spans that another annotator has too."
    ),
    "percent": "Raw agreement, 1 - observed disagreement of alpha (Krippendorff-weighted).",
    "ac1": "Gwet's AC1 over the values that the scheme declares.",
    "f1_strict": "F1 end to end: same label, fragments and value.",
    "strict": "F1 of links of the same role between aligned spans.",
    "endpoints": "F1 of links between the same aligned spans, whatever the role.",
    "given_both": "Strict F1 of the links whose two spans the other annotator has too; coverage is their share.",
    "ordered": "F1 of whole sequences of sources: the same ones in the same order.",
    "polarity_alpha": "Nominal alpha of polarity; units are (aligned quote or none, holder, target).",
    "polarity_percent": "Raw agreement on the same units (Krippendorff-weighted).",
    "holder_target_f1": "F1 of (quote, holder, target), whatever the polarity.",
    "by_article_alpha": (
        "Nominal alpha of none, favor, against, neutral, unclear, both for each article, holder and target."
    ),
    "lea": "LEA F1 of entities as clusters of aligned mentions, within articles.",
    "b3": "B-cubed F1 of the same clusters.",
    "muc": "MUC F1 of the same clusters.",
    "quotes by type, status, marks": (
        "A pair of matched quotes counts if either annotator says so, one without a partner by its own annotator; n "
        "counts a quote once for each pair of annotators."
    ),
    "competence": (
        "The estimated chance that an annotator gives an aligned span the true label, or rightly none (Dawid & Skene "
        "1979, from three annotators up)."
    ),
}

INTERVALS = (
    "Intervals are 95 %: percentiles of {draws} bootstrap draws over articles (seed {seed}; of competence to first "
    "order), a jackknife over articles where fewer than 20 carry the figure, none below 3. Figures are pooled by "
    "adding up articles, never averaged over them."
)
