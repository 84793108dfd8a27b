"""Lets Rasa 3.6.21 be imported without TensorFlow and the channels nobody here uses.

Must be installed before the first `import rasa`; knows nothing of conversations or plans. Each stand-in carries the
reason why it is needed. Those of `STAND_INS` do nothing where the real package can be imported; those of `NEVER_CALLED`
stand before packages that are installed and take long to read, and refuse whatever is asked of them.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any


@dataclass(frozen=True)
class StandIn:
    """A module of Rasa, or of a package Rasa imports, that is replaced by an empty shape.

    Attributes:
        module: dotted name of the module that is stood in for.
        needs: top-level package whose presence makes the stand-in unnecessary; None where it is always there.
        reason: why Rasa asks for the module although this project never uses it.
        classes: names that importing modules expect to find and subclass or list.
        channel: name of the input channel that the first class stands for, if it is one.
    """

    module: str
    needs: str | None
    reason: str
    classes: tuple[str, ...] = ()
    channel: str | None = None


_MARK = "__stand_in__"
_COMPONENT = "listed among Rasa's default components at import; our config.yml does not name it"
_CHANNEL = "rasa.core.channels imports every channel; this one is not offered"
_BROKER = "imported for an event broker or tracker store that this project does not use"

STAND_INS: tuple[StandIn, ...] = (
    StandIn(
        "rasa.utils.tensorflow.callback",
        "tensorflow",
        "imported for training neural policies",
        ("RasaTrainingLogger", "RasaModelCheckpoint"),
    ),
    StandIn(
        "rasa.utils.tensorflow.data_generator",
        "tensorflow",
        "imported for training neural policies",
        ("RasaDataGenerator", "RasaBatchDataGenerator", "IncreasingBatchSizeDataGenerator"),
    ),
    StandIn(
        "rasa.utils.tensorflow.model_data",
        "tensorflow",
        "imported for training neural policies; brings the whole of scikit-learn into every start",
        ("RasaModelData", "FeatureSignature", "FeatureArray", "Data", "ragged_array_to_ndarray"),
    ),
    StandIn(
        "rasa.utils.tensorflow.environment",
        "tensorflow",
        "rasa.__main__ prepares TensorFlow's threads on start",
    ),
    StandIn("rasa.nlu.classifiers.diet_classifier", "tensorflow", _COMPONENT, ("DIETClassifier",)),
    StandIn("rasa.nlu.selectors.response_selector", "tensorflow", _COMPONENT, ("ResponseSelector",)),
    StandIn("rasa.core.policies.ted_policy", "tensorflow", _COMPONENT, ("TEDPolicy",)),
    StandIn(
        "rasa.core.policies.unexpected_intent_policy",
        "tensorflow",
        _COMPONENT,
        ("UnexpecTEDIntentPolicy",),
    ),
    StandIn(
        "rasa.nlu.featurizers.dense_featurizer.convert_featurizer",
        "tensorflow",
        _COMPONENT,
        ("ConveRTFeaturizer",),
    ),
    StandIn(
        "rasa.nlu.featurizers.dense_featurizer.lm_featurizer",
        "tensorflow",
        _COMPONENT,
        ("LanguageModelFeaturizer",),
    ),
    StandIn("rasa.core.channels.facebook", "fbmessenger", _CHANNEL, ("FacebookInput",), "facebook"),
    StandIn("rasa.core.channels.slack", "slack_sdk", _CHANNEL, ("SlackInput",), "slack"),
    StandIn("rasa.core.channels.telegram", "aiogram", _CHANNEL, ("TelegramInput",), "telegram"),
    StandIn("rasa.core.channels.twilio", "twilio", _CHANNEL, ("TwilioInput",), "twilio"),
    StandIn("rasa.core.channels.twilio_voice", "twilio", _CHANNEL, ("TwilioVoiceInput",), "twilio_voice"),
    StandIn(
        "rasa.core.channels.webexteams",
        "webexteamssdk",
        _CHANNEL,
        ("WebexTeamsInput",),
        "webexteams",
    ),
    StandIn("rasa.core.channels.hangouts", "google.auth", _CHANNEL, ("HangoutsInput",), "hangouts"),
    StandIn(
        "rasa.core.channels.mattermost",
        "mattermostwrapper",
        _CHANNEL,
        ("MattermostInput",),
        "mattermost",
    ),
    StandIn(
        "rasa.core.channels.rocketchat",
        "rocketchat_API",
        _CHANNEL,
        ("RocketChatInput",),
        "rocketchat",
    ),
    StandIn(
        "rasa.core.channels.socketio",
        "socketio",
        _CHANNEL,
        ("SocketIOInput", "SocketBlueprint"),
        "socketio",
    ),
    StandIn("rasa.core.brokers.pika", "aio_pika", _BROKER, ("PikaEventBroker",)),
    StandIn("aiormq", "aiormq", _BROKER),
    StandIn("aiormq.exceptions", "aiormq", _BROKER, ("ChannelNotFoundEntity",)),
    StandIn("aio_pika", "aio_pika", _BROKER),
    StandIn("aio_pika.exceptions", "aio_pika", _BROKER, ("AMQPConnectionError",)),
    StandIn("boto3", "boto3", _BROKER),
    StandIn("boto3.dynamodb", "boto3", _BROKER),
    StandIn("boto3.dynamodb.conditions", "boto3", _BROKER, ("Key",)),
    StandIn("botocore", "botocore", _BROKER),
    StandIn("botocore.exceptions", "botocore", _BROKER, ("BotoCoreError",)),
    StandIn("pymongo", "pymongo", _BROKER),
    StandIn("pymongo.collection", "pymongo", _BROKER, ("Collection",)),
    StandIn("pymongo.errors", "pymongo", _BROKER),
    StandIn(
        "structlog_sentry",
        "structlog_sentry",
        "Rasa's logging set-up names it",
        ("SentryProcessor",),
    ),
    StandIn("sanic_cors", "sanic_cors", "Rasa's own HTTP server, which we do not run", ("CORS",)),
    StandIn("sanic_jwt", "sanic_jwt", "Rasa's own HTTP server, which we do not run", ("Initialize",)),
    StandIn("sanic_jwt.exceptions", "sanic_jwt", "Rasa's own HTTP server, which we do not run"),
)

_TYPED = "for whoever types at Rasa's or spaCy's own command; a fifth of every other start"
_HTTP = "Rasa's own HTTP server and channels, which only its command runs"
_ELSEWHERE = "asks models and action servers elsewhere; ours are in this process"
_REMINDERS = "no rule or story of ours sets a reminder"

NEVER_CALLED: tuple[StandIn, ...] = (
    StandIn("spacy.cli", None, _TYPED),
    StandIn("spacy.cli.info", None, _TYPED, ("info",)),
    StandIn("rasa.core.channels.console", None, _TYPED, ("CmdlineInput",), "cmdline"),
    StandIn("rasa.utils.plotting", None, "brings the whole of matplotlib; only `rasa test` draws"),
    StandIn("portalocker.redis", None, "brings Redis; no lock of ours is kept there", ("RedisLock",)),
    StandIn("sanic", None, _HTTP, ("Sanic", "Blueprint")),
    StandIn("sanic.request", None, _HTTP, ("Request",)),
    StandIn("sanic.response", None, _HTTP, ("HTTPResponse", "ResponseStream")),
    StandIn("sanic.exceptions", None, _HTTP, ("SanicException",)),
    StandIn("aiohttp", None, _ELSEWHERE, ("ClientSession", "ClientError")),
    StandIn("aiohttp.client_exceptions", None, _ELSEWHERE, ("ContentTypeError",)),
    StandIn("apscheduler", None, _REMINDERS),
    StandIn("apscheduler.schedulers", None, _REMINDERS),
    StandIn("apscheduler.schedulers.asyncio", None, _REMINDERS, ("AsyncIOScheduler",)),
    StandIn("cloudpickle", None, "for the processes of dask; the graph runs in this one", ("dumps", "loads")),
)
"""Installed packages that our own processes never call: only Rasa's commands and servers do."""


class _LazyComponents(ModuleType):
    """`rasa.engine.recipes.default_components` without the components that need TensorFlow."""

    def __getattr__(self, name: str) -> Any:
        if name != "DEFAULT_COMPONENTS":
            raise AttributeError(name)
        from rasa.core.policies.memoization import AugmentedMemoizationPolicy, MemoizationPolicy
        from rasa.core.policies.rule_policy import RulePolicy
        from rasa.nlu.classifiers.fallback_classifier import FallbackClassifier
        from rasa.nlu.tokenizers.whitespace_tokenizer import WhitespaceTokenizer

        return [
            FallbackClassifier,
            WhitespaceTokenizer,
            RulePolicy,
            MemoizationPolicy,
            AugmentedMemoizationPolicy,
        ]


def install(*, whole: bool = False) -> None:
    """Puts the stand-ins into `sys.modules`; safe to call more than once.

    Args:
        whole: whether all of Rasa that is installed is wanted, as by its own commands and servers.
    """
    for stand_in in STAND_INS if whole else (*STAND_INS, *NEVER_CALLED):
        if stand_in.module in sys.modules or (stand_in.needs and _is_installed(stand_in.needs)):
            continue
        sys.modules[stand_in.module] = _module_for(stand_in, is_called=stand_in not in NEVER_CALLED)
    components = "rasa.engine.recipes.default_components"
    if components not in sys.modules and not _is_installed("tensorflow"):
        sys.modules[components] = _LazyComponents(components)
        setattr(sys.modules[components], _MARK, True)


def _is_installed(package: str) -> bool:
    if _is_stand_in(sys.modules.get(package)):
        return False
    try:
        return importlib.util.find_spec(package) is not None
    except (ImportError, ValueError):
        # A parent package that is missing, or one that is itself a stand-in without a spec.
        return False


def _module_for(stand_in: StandIn, *, is_called: bool) -> ModuleType:
    module = ModuleType(stand_in.module, stand_in.reason) if is_called else _Refusing(stand_in)
    # So that a library which only asks whether the package is there gets an answer.
    module.__spec__ = ModuleSpec(stand_in.module, None)
    setattr(module, _MARK, True)
    # Packages among the stand-ins must look like packages, or their submodules cannot be imported.
    module.__path__ = []
    for position, name in enumerate(stand_in.classes):
        channel = stand_in.channel if position == 0 else None
        setattr(module, name, _class_for(name, stand_in, channel, is_called))
    if stand_in.module == "aio_pika.exceptions":
        module.CONNECTION_EXCEPTIONS = ()  # type: ignore[attr-defined]
    if stand_in.module == "rasa.utils.tensorflow.environment":
        module.setup_tf_environment = lambda: None  # type: ignore[attr-defined]
        module.check_deterministic_ops = lambda: None  # type: ignore[attr-defined]
    return module


def _class_for(name: str, stand_in: StandIn, channel: str | None, is_called: bool) -> type:
    members: dict[str, Any] = {"__module__": stand_in.module}
    # Rasa catches some of the stood-in names as exceptions, so they must be exceptions to be caught.
    bases: tuple[type, ...] = (Exception,) if name.endswith(("Error", "Entity", "Exception")) else ()
    if channel is not None:
        members["name"] = classmethod(lambda cls: channel)
    if not is_called and not bases:
        members["__init__"] = _refusing(stand_in)
    elif not bases:
        members["__init__"] = lambda self, *args, **kwargs: None
        # Rasa puts one of them into its chain of log processors, which hand an event on.
        members["__call__"] = lambda self, *args: args[-1] if args else None
    return type(name, bases, members)


class _Refusing(ModuleType):
    """A module of which only the names that are imported exist; any other is refused with the reason."""

    def __init__(self, stand_in: StandIn) -> None:
        super().__init__(stand_in.module, stand_in.reason)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if (within := sys.modules.get(f"{self.__name__}.{name}")) is not None:
            return within
        raise RuntimeError(f"{self.__name__}.{name} is stood in for: {self.__doc__}")


def _refusing(stand_in: StandIn) -> Callable[..., None]:
    def refuse(self: object, *args: Any, **kwargs: Any) -> None:
        raise RuntimeError(f"{stand_in.module} is stood in for: {stand_in.reason}")

    return refuse


def _is_stand_in(module: ModuleType | None) -> bool:
    return getattr(module, _MARK, False) is True
