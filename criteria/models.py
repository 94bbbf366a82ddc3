"""A criteria set and its parts: groups, criteria, scoring parts, vetoes, class bands.

Triggers (migration 0002) refuse any change below a set that has been published.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from core.constraints import set_together, valid_choice
from core.model_fields import PointsField
from criteria.querysets import CriteriaSetQuerySet
from criteria.workflow import CriteriaSetState

KEY_LENGTH = 40  # characters


class NotApplicablePolicy(models.TextChoices):
    """What "không phát sinh" does to the total."""

    FULL = "full", "Tính điểm tối đa"
    REDUCE = "reduce", "Trừ khỏi thang điểm, quy về 100"


class Scorer(models.TextChoices):
    """Who gives the points of a criterion."""

    UNIT = "unit", "Đơn vị tự chấm, cơ quan thẩm định chốt"
    APPRAISER = "appraiser", "Chỉ cơ quan thẩm định chấm"


class VetoKind(models.TextChoices):
    """Who finds that a veto applies: a person, or the system from its own records."""

    DECLARED = "declared", "Cơ quan thẩm định xác định"
    GROUP_FLOOR = "group_floor", "Nhóm dưới mức tối thiểu"
    REGISTRATION = "registration", "Không đăng ký, không nộp hồ sơ đúng hạn"
    REPORTS_MISSING = "reports_missing", "Thiếu báo cáo quý"


class Keyed(models.Model):
    """A part of a set that stays itself from version to version, whatever its code becomes.

    `key` is copied into later versions and travels through Excel; `version` grows by one with
    each accepted write while the set is a draft.
    """

    key = models.SlugField(max_length=KEY_LENGTH)
    version = models.PositiveIntegerField(default=1)
    position = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True
        ordering = ["position"]


class CriteriaSet(models.Model):
    """A dated, versioned catalogue that units of one kind are measured by.

    `guidance_…` name the document that it is an appendix to; `appendix` is that appendix as it
    was printed on publication. `revision` counts the accepted changes of the set's own fields.
    """

    organiser = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="criteria_sets")
    unit_kind = models.ForeignKey("organisation.UnitKind", models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    year = models.PositiveSmallIntegerField(help_text="the first year that it is meant for")
    issuer = models.CharField(max_length=300, blank=True)
    basis = models.JSONField(default=list, blank=True, help_text="list of legal and other sources")
    version = models.PositiveSmallIntegerField(default=1)
    origin = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="later_versions"
    )
    state = models.CharField(
        max_length=20, choices=CriteriaSetState, default=CriteriaSetState.DRAFT
    )
    total_points = PointsField(default=100)
    bonus_max = PointsField(default=0)
    not_applicable_policy = models.CharField(
        max_length=10, choices=NotApplicablePolicy, default=NotApplicablePolicy.FULL
    )
    change_reason = models.TextField(blank=True, help_text="why this version replaces its origin")
    guidance_kind = models.CharField(max_length=60, blank=True, help_text="“Hướng dẫn”")
    guidance_number = models.CharField(max_length=60, blank=True, help_text="“05-HD/BDVHU”")
    guidance_date = models.DateField(null=True, blank=True)
    guidance_issuer = models.CharField(max_length=200, blank=True)
    appendix = models.ForeignKey(
        "core.StoredDocument", models.PROTECT, null=True, blank=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=1)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CriteriaSetQuerySet.as_manager()

    class Meta:
        ordering = ["unit_kind", "-year", "title", "-version"]
        constraints = [
            valid_choice("state", CriteriaSetState, name="criteria_set_state_valid"),
            valid_choice(
                "not_applicable_policy", NotApplicablePolicy, name="criteria_set_policy_valid"
            ),
            set_together("published_at", "published_by", name="criteria_set_published_pair"),
            models.UniqueConstraint(
                fields=["organiser", "unit_kind", "title", "year", "version"],
                name="criteria_set_version_once",
            ),
            models.CheckConstraint(
                condition=Q(guidance_number="", guidance_date__isnull=True)
                | ~Q(guidance_number="") & Q(guidance_date__isnull=False),
                name="criteria_set_guidance_whole",
            ),
            models.CheckConstraint(
                condition=Q(appendix__isnull=True) | ~Q(state=CriteriaSetState.DRAFT),
                name="criteria_set_appendix_when_published",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} – năm {self.year}, phiên bản {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("criteria:detail", args=[self.pk])


class CriterionGroup(Keyed):
    """A heading inside a set with its maximum; the bonus group stands outside the 100 points."""

    criteria_set = models.ForeignKey(CriteriaSet, models.CASCADE, related_name="groups")
    code = models.CharField(max_length=10)
    title = models.CharField(max_length=300)
    max_points = PointsField()
    minimum_share = models.DecimalField(
        max_digits=4, decimal_places=3, default=0, help_text="share of max_points, 0 to 1"
    )
    is_bonus = models.BooleanField(default=False)

    class Meta(Keyed.Meta):
        constraints = [
            models.UniqueConstraint(fields=["criteria_set", "code"], name="group_code_once"),
            models.UniqueConstraint(fields=["criteria_set", "key"], name="group_key_once"),
            models.CheckConstraint(
                condition=Q(minimum_share__gte=0) & Q(minimum_share__lte=1),
                name="group_minimum_share_is_share",
            ),
            models.CheckConstraint(condition=Q(max_points__gte=0), name="group_max_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.code}. {self.title}"


class Criterion(Keyed):
    """One measurable requirement with its maximum, guidance and the text of its scoring rule."""

    group = models.ForeignKey(CriterionGroup, models.CASCADE, related_name="criteria")
    code = models.CharField(max_length=10)
    title = models.CharField(max_length=400)
    max_points = PointsField()
    guidance = models.TextField(blank=True)
    scoring_text = models.TextField(blank=True)
    legal_basis = models.TextField(blank=True)
    good_example = models.TextField(blank=True)
    bad_example = models.TextField(blank=True)
    evidence_required = models.BooleanField(default=True)
    evidence_hint = models.TextField(blank=True)
    may_not_arise = models.BooleanField(default=False)
    scored_by = models.CharField(max_length=12, choices=Scorer, default=Scorer.UNIT)
    condition = models.JSONField(
        default=dict, blank=True, help_text="see criteria.definitions.Condition; {}: always asked"
    )

    class Meta(Keyed.Meta):
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(fields=["group", "code"], name="criterion_code_once"),
            models.UniqueConstraint(fields=["group", "key"], name="criterion_key_once"),
            valid_choice("scored_by", Scorer, name="criterion_scored_by_valid"),
            models.CheckConstraint(condition=Q(max_points__gt=0), name="criterion_max_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.code}. {self.title}"


class ScoringPart(Keyed):
    """One rule of a criterion: a method of criteria.scoring with its parameters."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="parts")
    label = models.CharField(max_length=300)
    method = models.CharField(max_length=20)
    parameters = models.JSONField(default=dict)
    max_points = PointsField()

    class Meta(Keyed.Meta):
        constraints = [
            models.UniqueConstraint(fields=["criterion", "key"], name="scoring_part_key_once"),
            models.CheckConstraint(
                condition=Q(max_points__gte=0), name="scoring_part_max_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Veto(Keyed):
    """Điều kiện loại trừ: whatever the points, the unit is not recognised."""

    criteria_set = models.ForeignKey(CriteriaSet, models.CASCADE, related_name="vetoes")
    code = models.CharField(max_length=10)
    title = models.TextField()
    effect = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=VetoKind, default=VetoKind.DECLARED)
    parameters = models.JSONField(default=dict, blank=True)

    class Meta(Keyed.Meta):
        verbose_name_plural = "vetoes"
        constraints = [
            models.UniqueConstraint(fields=["criteria_set", "code"], name="veto_code_once"),
            models.UniqueConstraint(fields=["criteria_set", "key"], name="veto_key_once"),
            valid_choice("kind", VetoKind, name="veto_kind_valid"),
        ]

    def __str__(self) -> str:
        return f"{self.code}. {self.title}"


class ClassBand(Keyed):
    """Class = points and conditions: from `minimum_points`, each group ≥ `minimum_group_share`."""

    criteria_set = models.ForeignKey(CriteriaSet, models.CASCADE, related_name="class_bands")
    name = models.CharField(max_length=60)
    minimum_points = PointsField()
    minimum_group_share = models.DecimalField(max_digits=4, decimal_places=3, default=0)
    is_recognised = models.BooleanField(default=False)
    conditions = models.TextField(blank=True)

    class Meta(Keyed.Meta):
        constraints = [
            models.UniqueConstraint(fields=["criteria_set", "name"], name="class_band_once"),
            models.UniqueConstraint(fields=["criteria_set", "key"], name="class_band_key_once"),
            models.UniqueConstraint(
                fields=["criteria_set", "minimum_points"], name="class_band_points_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
