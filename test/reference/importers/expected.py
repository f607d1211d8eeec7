"""Expected values of the importers, computed from the real files without any of the product's code.

Reads ../shared/data beside the repository (Python 3, standard library only) and writes expected.json beside itself:

    python3 test/reference/importers/expected.py
"""

import collections
import csv
import datetime
import json
import pathlib
import statistics

HERE = pathlib.Path(__file__).resolve()
DATA = HERE.parents[4] / "shared" / "data"
OFFSET_HOURS = {"UTC": 0, "PST": -8, "PDT": -7}
csv.field_size_limit(1 << 30)


def table(name, delimiter=",", header=True):
    with open(DATA / name, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=delimiter))
    if not header:
        return rows
    names = rows[0]
    return [
        {column: (row[i] if i < len(row) else "") for i, column in enumerate(names)}
        for row in rows[1:]
        if any(row)
    ]


def unix_style(text):
    """Mon Nov 20 12:11:44 PST 2017, or 2017-10-02 16:39:18 UTC, as seconds since 1970."""
    parts = text.split()
    if len(parts) == 6:
        zone = parts[4]
        moment = datetime.datetime.strptime(" ".join(parts[1:4] + parts[5:]), "%b %d %H:%M:%S %Y")
    else:
        zone = parts[2]
        moment = datetime.datetime.strptime(" ".join(parts[:2]), "%Y-%m-%d %H:%M:%S")
    return int(moment.replace(tzinfo=datetime.timezone.utc).timestamp()) - 3600 * OFFSET_HOURS[zone]


def month_first(text):
    moment = datetime.datetime.strptime(text, "%m/%d/%Y %H:%M:%S")
    return int(moment.replace(tzinfo=datetime.timezone.utc).timestamp())


def instant(seconds):
    moment = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def mturk(name, answer):
    rows = table(name)
    spans = [unix_style(r["SubmitTime"]) - unix_style(r["AcceptTime"]) for r in rows]
    latest = [
        max(unix_style(r[c]) for c in ("SubmitTime", "ApprovalTime", "RejectionTime") if r.get(c)) for r in rows
    ]
    cents = {"Approved": lambda r: round(float(r["Reward"].strip().lstrip("$")) * 100), "Rejected": lambda r: 0}
    paid = [cents[r["AssignmentStatus"]](r) for r in rows if r.get("AssignmentStatus") in cents]
    return {
        "rows": len(rows),
        "annotators": len({r["WorkerId"] for r in rows}),
        "items": len({r["HITId"] for r in rows}),
        "projects": len({r["Title"] for r in rows}),
        "statuses": dict(collections.Counter(r.get("AssignmentStatus", "Submitted").lower() for r in rows)),
        "span_seconds": sum(spans),
        "work_seconds": sum(int(r["WorkTimeInSeconds"]) for r in rows),
        "rows_where_they_differ": sum(s != int(r["WorkTimeInSeconds"]) for s, r in zip(spans, rows)),
        "paid_judgments": len(paid),
        "paid_cents": sum(paid),
        "first_at": instant(min(unix_style(r["AcceptTime"]) for r in rows)),
        "last_at": instant(max(unix_style(r["SubmitTime"]) for r in rows)),
        "last_change": instant(max(latest)),
        "approved_with_rejection_time": sum(
            r.get("AssignmentStatus") == "Approved" and r.get("RejectionTime", "") != "" for r in rows
        ),
        "distinct_answers": len({r[answer] for r in rows if r[answer] not in ("", "{}")}),
    }


def turkle():
    users = collections.defaultdict(list)
    for r in table("turkle/pilot_data-Batch_863_results.csv"):
        users[r["Turkle.Username"]].append(unix_style(r["SubmitTime"]) - unix_style(r["AcceptTime"]))
    stats = {r["Username"]: r for r in table("turkle/pilot_data-Batch_863_stats.csv")}
    assert set(stats) == set(users)
    # One user has 12 assignments in the statistics, the last on 21 July, and 8 in the results, the last on 12 July:
    # the statistics were written later. For that user the results alone are the witness.
    later = {user for user, r in stats.items() if int(r["Assignments"]) > len(users[user])}
    assert len(later) == 1
    result = {}
    for user, seconds in sorted(users.items()):
        own = {"count": len(seconds), "mean": int(statistics.mean(seconds)), "median": int(statistics.median(seconds))}
        theirs = {
            "count": int(stats[user]["Assignments"]),
            "mean": int(stats[user]["Mean Time"]),
            "median": int(stats[user]["Median Time"]),
        }
        assert user in later or own == theirs, user
        result[user] = own
    return {"users": result, "in_statistics_later": sorted(later)}


def appen(name, answer, gold=None):
    rows = table(name)
    result = {
        "rows": len(rows),
        "annotators": len({r["_worker_id"] for r in rows}),
        "items": len({r["_unit_id"] for r in rows}),
        "countries": len({r["_country"] for r in rows if r["_country"]}),
        "distinct_answers": len({r[answer] for r in rows if r[answer]}),
        "span_seconds": sum(month_first(r["_created_at"]) - month_first(r["_started_at"]) for r in rows),
        "pages": len({(r["_worker_id"], r["_started_at"], r["_created_at"]) for r in rows}),
        "first_at": instant(min(month_first(r["_started_at"]) for r in rows)),
        "last_at": instant(max(month_first(r["_created_at"]) for r in rows)),
    }
    if gold is None:
        return result

    def overlap(r):
        return bool(set(r[answer].split("\n")) & set(r[gold].split("\n")))

    golden = [r for r in rows if r["_golden"] == "true"]
    missed = [r for r in golden if r["_missed"] == "true"]
    return {
        **result,
        "gold_rows": len(golden),
        "gold_items": len({r["_unit_id"] for r in golden}),
        "gold_correct": sum(overlap(r) for r in golden),
        "missed": len(missed),
        "missed_and_wrong": sum(not overlap(r) for r in missed),
        "forgiven_and_wrong": sum(not overlap(r) for r in golden if r["_missed"] == "false"),
        "rows_with_key_but_not_golden": sum(r["_golden"] != "true" and r[gold] != "" for r in rows),
    }


def toloka(name):
    rows = table(name, "\t")
    inputs = [c for c in rows[0] if c.startswith("INPUT:")]
    gold = [r for r in rows if r["GOLDEN:result"]]
    return {
        "rows": len(rows),
        "annotators": len({r["ASSIGNMENT:worker_id"] for r in rows}),
        "items": len({tuple(r[c] for c in inputs) for r in rows}),
        "assignments": len({r["ASSIGNMENT:assignment_id"] for r in rows}),
        "gold_rows": len(gold),
        "gold_correct": sum(r["OUTPUT:result"] == r["GOLDEN:result"] for r in gold),
        "first_at": min(r["ASSIGNMENT:started"] for r in rows) + "Z",
    }


def tables():
    snow = table("snow/rte.standardized.tsv", "\t")
    labels = table("labels_tsv/BarzanMozafari.labels.txt", "\t", header=False)
    keys = dict(table("labels_tsv/BarzanMozafari.evaluation.txt", "\t", header=False))
    potato = table("ratings/potato_offensiveness_1to5.csv")
    scores = table("appraise/WMT22SignLTA.scores.csv", header=False)
    return {
        "snow": {
            "rows": len(snow),
            "annotators": len({r["!amt_worker_ids"] for r in snow}),
            "items": len({r["orig_id"] for r in snow}),
            "assignments": len({r["!amt_annotation_ids"] for r in snow}),
            "gold_correct": sum(r["response"] == r["gold"] for r in snow),
        },
        "labels": {
            "rows": len(labels),
            "annotators": len({r[0] for r in labels}),
            "items": len({r[1] for r in labels}),
            "keys": len(keys),
            "gold_correct": sum(keys[r[1]] == r[2] for r in labels),
        },
        "potato": {
            "rows": len(potato),
            "annotators": len({r["user_id"] for r in potato}),
            "items": len({r["instance_id"] for r in potato}),
            "sum_of_ratings": sum(float(r["offensiveness"]) for r in potato),
        },
        "appraise": {
            "rows": len(scores),
            "annotators": len({r[0] for r in scores}),
            "items": len({(r[1], r[2], r[7]) for r in scores}),
            "sum_of_scores": sum(int(r[6]) for r in scores),
            "span_milliseconds": sum(round(float(r[10]) * 1000) - round(float(r[9]) * 1000) for r in scores),
        },
    }


EXPECTED = {
    "mturk": {
        name: mturk(f"mturk/{name}.csv", answer)
        for name, answer in (
            ("cerenali_quality_control_HIT_out", "Answer.positive_label"),
            ("irene_rhyming_HIT_output", "Answer.isRhyming.Poem 1"),
            ("moarvan_lab1_repetition", "Answer.best_redun"),
            ("odre_Batch_2947651_batch_results", "Answer.Q1"),
            ("odre_Batch_2964007_batch_results", "Answer.Q1"),
            ("reflect9_Batch_1839832_batch_results", "Answer.surveycode"),
            ("reflect9_Batch_1862685_batch_results", "Answer.surveycode"),
        )
    },
    "turkle": {
        "batch": mturk("turkle/pilot_data-Batch_863_results.csv", "Answer.argument_spans"),
        **turkle(),
    },
    "appen": {
        "newsgroups_f505945_untrusted_full": appen(
            "crowdflower/newsgroups_f505945_untrusted_full.csv", "category", "category_gold"
        ),
        "medical_RelEx_batch_13": appen("crowdflower/medical_RelEx_batch_13.csv", "relations"),
        "hchittela_f901096_ratings_1to5": appen(
            "crowdflower/hchittela_f901096_ratings_1to5.csv",
            "how_useful_is_comment_1_for_this_picture_eg_1_is_blankgibberish_and_5_is_the_font_is_better",
        ),
        "ctcore_event-text-sparse-multiple-choice": appen(
            "crowdflower/ctcore_event-text-sparse-multiple-choice.csv", "selected_events"
        ),
    },
    "toloka": {
        name: toloka(f"toloka/{name}.tsv")
        for name in ("assignments_disclosures_test_01", "assignments_disclosures_train_02")
    },
    "tables": tables(),
}

(HERE.parent / "expected.json").write_text(json.dumps(EXPECTED, indent=2) + "\n")
