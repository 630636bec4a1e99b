"""explore: questions put to a case. What pages and commands call for organisations and projects:

matching.matching(case) -> Matching                          all names resolved, people's decisions first
matching.candidates(matching, reviewer) -> [Candidate]       pairs to decide, with reasons
matching.decide(case, one, other, judgement, reviewer=)      yes (one body), no (two bodies), unsure; undo(case, reviewer, number)
matching.history(case) -> [Decision]                         every decision on pairs and every reversal
organisation.organisation(case, name, found=, project_of=)   one body under all its names, as JSON
project.projects_named(case, number_or_document) -> [JSON]   the notices of a project, missing stages, reasons
kept_projects.grouped(case) -> Grouping                      projects of all documents; Grouping.number: key -> project
"""
