"""The vocabulary of labels (shared/design/labels.md); knows nothing of models or of Rasa."""

KINDS: tuple[str, ...] = (
    "strength",
    "concern",
    "aspiration",
    "supporter",
    "service_request",
    "step",
    "context",
)

THEMES: dict[str, tuple[str, ...]] = {
    "adult": (
        "feeling_safe",
        "things_to_do",
        "seeing_people",
        "staying_well",
        "living_where_you_want",
        "free_from_stigma",
        "listened_to",
        "having_a_say",
        "treated_with_respect",
        "responded_to",
        "reliability",
        "confidence_and_morale",
        "skills",
        "mobility",
        "fewer_symptoms",
    ),
    "carer": (
        "cared_for_quality_of_life",
        "own_health_and_wellbeing",
        "life_of_their_own",
        "relationship_with_cared_for_person",
        "freedom_from_financial_hardship",
        "choices_in_caring",
        "informed_and_equipped",
        "satisfaction_in_caring",
        "partnership_with_services",
    ),
    "child": (
        "safe",
        "healthy",
        "achieving",
        "nurtured",
        "active",
        "respected",
        "responsible",
        "included",
    ),
}

FRAMEWORKS: tuple[str, ...] = tuple(THEMES)

TELL = "tell"
"""The intent of a message that answers: a person tells something."""

AT_RISK = "at_risk"
"""The intent of a message that says that someone may be in danger."""

ACTS: tuple[str, ...] = (
    "ask_why",
    "ask_privacy",
    "dont_know",
    "skip",
    "go_back",
    "change_answer",
    "repeat_or_rephrase",
    "pause",
    "stop_and_delete",
    "ask_human",
    "affirm",
    "deny",
    "greet",
    "thanks",
    "upset",
    "complaint_about_bot",
    "off_topic",
)

RISKS: tuple[str, ...] = (
    "suicide_self_harm",
    "abuse_by_others",
    "partner_violence",
    "child_at_risk",
    "basic_needs_now",
    "medical_emergency",
    "self_neglect",
)

NO_RISK = "none"

BEHAVIOURS: tuple[str, ...] = (
    "open_question",
    "closed_question",
    "leading_question",
    "multiple_questions",
    "simple_reflection",
    "complex_reflection",
    "affirmation",
    "summary",
    "emphasise_autonomy",
    "give_information",
    "advise_with_permission",
    "advise_without_permission",
    "direct",
    "confront",
    "dismissive",
    "jargon",
    "rapport",
    "support",
)
