"""Carrying a plan out: its stages and checklists, what is written together, proposals, approval, MED and calendars."""

from django.urls import path

from .views import approval, checklists, feeds, med, moving, papers, proposals, services, stages

urlpatterns = [
    path("plans/<uuid:key>/stages/<slug:stage>/", stages.stage, name="stage"),
    path("plans/<uuid:key>/stages/<slug:stage>/open/", stages.open_stage, name="open_stage"),
    path("plans/<uuid:key>/stages/<slug:stage>/override/", stages.override_stage, name="override_stage"),
    path("plans/<uuid:key>/stages/<slug:stage>/end/", stages.end_stage, name="end_stage"),
    path("plans/<uuid:key>/stages/<slug:stage>/move/", moving.move_stage, name="move_stage"),
    path("plans/<uuid:key>/checklists/<slug:checklist>/", checklists.checklist, name="checklist"),
    path("plans/<uuid:key>/papers/new/<str:kind>/<slug:stage>/", papers.begin_paper, name="begin_paper"),
    path("papers/<uuid:key>/", papers.paper, name="paper"),
    path("papers/<uuid:key>/write/", papers.write_paper, name="write_paper"),
    path("papers/<uuid:key>/finish/", papers.finish_paper, name="finish_paper"),
    path("papers/<uuid:key>/reopen/", papers.reopen_paper, name="reopen_paper"),
    path("papers/<uuid:key>/present/", papers.present_paper, name="present_paper"),
    path("papers/<uuid:key>/see/", papers.see_paper, name="see_paper"),
    path("papers/<uuid:key>/next-phase/", papers.open_next_phase, name="open_next_phase"),
    path("papers/<uuid:key>/paper.docx", papers.paper_file, {"kind": "docx"}, name="paper_docx"),
    path("papers/<uuid:key>/paper.pdf", papers.paper_file, {"kind": "pdf"}, name="paper_pdf"),
    path("plans/<uuid:key>/approval/", approval.approval, name="approval"),
    path("plans/<uuid:key>/approval/ask/", approval.ask_approval, name="ask_approval"),
    path("plans/<uuid:key>/approval/answer/", approval.answer_approval, name="answer_approval"),
    path("units/<uuid:key>/plans/", services.unit_plans, name="unit_plans"),
    path("units/<uuid:key>/services/", services.services, name="services"),
    path("services/<uuid:key>/end/", services.end_service, name="end_service"),
    path("services/<uuid:key>/take-up/", services.take_up_service, name="take_up_service"),
    path("services/<uuid:key>/move/", services.move_service, name="move_service"),
    path("plans/<uuid:key>/proposals/", proposals.proposals, name="proposals"),
    path("plans/<uuid:key>/propose/", proposals.propose, name="propose"),
    path("proposals/<uuid:key>/answer/", proposals.answer_proposal, name="answer_proposal"),
    path("plans/<uuid:key>/pause/", moving.pause_plan, name="pause"),
    path("plans/<uuid:key>/resume/", moving.resume_plan, name="resume"),
    path("initiatives/<uuid:key>/pause/", moving.pause_initiative, name="pause_initiative"),
    path("initiatives/<uuid:key>/resume/", moving.resume_initiative, name="resume_initiative"),
    path("activities/<uuid:key>/before-med/", med.before_med, name="before_med"),
    path("calendar/", feeds.feeds, name="feeds"),
    path("calendar/end/", feeds.end_feed, name="end_feed"),
    path("calendar/<str:token>.ics", feeds.feed, name="feed"),
]
