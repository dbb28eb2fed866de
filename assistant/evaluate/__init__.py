"""Evaluation: dataset × solver × evaluators. Cases come from `eval_sets`, runs go through pydantic-evals.

case (what is given) → suites (loader × task × evaluators, one small file each) → run → results → compare, report.
"""
