from consultations.deliberation.operations.clock import keep_time
from consultations.deliberation.operations.coauthors import (
    answer_invitation,
    invite_author,
    join_authors,
    leave_authors,
    take_invitation_back,
)
from consultations.deliberation.operations.consultations import (
    close_consultation,
    create_consultation,
    describe_consultation,
    open_consultation,
)
from consultations.deliberation.operations.contributions import contribute, revise, withdraw
from consultations.deliberation.operations.costs import check_cost
from consultations.deliberation.operations.groupings import (
    DistrictPlan,
    merge_districts,
    merge_themes,
    set_districts,
    set_themes,
)
from consultations.deliberation.operations.merging import merge, object_to_merge, unmerge
from consultations.deliberation.operations.organisations import (
    change_organisation,
    confirm_contact,
    endorse,
    register_organisation,
    remove_contact,
    withdraw_endorsement,
)
from consultations.deliberation.operations.phases import PhasePlan, extend_phase, set_phases
from consultations.deliberation.operations.quoting import allow_quoting, stop_quoting
from consultations.deliberation.operations.service_card import describe_service
from consultations.deliberation.operations.splitting import PartPlan, move_comment, move_support, split
from consultations.deliberation.operations.statements import publish_statement
from consultations.deliberation.operations.suggestions import accept_suggestion, decline_suggestion, suggest
from consultations.deliberation.operations.supports import support, withdraw_support
from consultations.deliberation.operations.visibility import hide, restore

__all__ = [
    "DistrictPlan",
    "PartPlan",
    "PhasePlan",
    "accept_suggestion",
    "allow_quoting",
    "answer_invitation",
    "change_organisation",
    "check_cost",
    "close_consultation",
    "confirm_contact",
    "contribute",
    "create_consultation",
    "decline_suggestion",
    "describe_consultation",
    "describe_service",
    "endorse",
    "extend_phase",
    "hide",
    "invite_author",
    "join_authors",
    "keep_time",
    "leave_authors",
    "merge",
    "merge_districts",
    "merge_themes",
    "move_comment",
    "move_support",
    "object_to_merge",
    "open_consultation",
    "publish_statement",
    "register_organisation",
    "remove_contact",
    "restore",
    "revise",
    "set_districts",
    "set_phases",
    "set_themes",
    "split",
    "stop_quoting",
    "suggest",
    "support",
    "take_invitation_back",
    "unmerge",
    "withdraw",
    "withdraw_endorsement",
    "withdraw_support",
]
