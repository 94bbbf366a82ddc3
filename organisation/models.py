"""Units, people, the roles they hold, and the letterheads that units print."""

from datetime import date
from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from core.constraints import valid_choice
from core.text import fold, person_sort_key, sort_key
from organisation.mergers import roles_of
from organisation.querysets import (
    LetterheadQuerySet,
    RoleAssignmentQuerySet,
    UnitQuerySet,
    UserQuerySet,
)
from organisation.roles import ROLE_PERMISSIONS, Permission, Role
from organisation.user_names import normal_username


class UnitKind(models.Model):
    """A kind of organisation ("xã, thị trấn", "cơ quan"): data, since reforms rename them."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    is_assessed = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """An organisation in the tree that is assessed, appraises or issues paper.

    Own key: official codes and names are reused when units merge (07246 was Canh Nậu and is
    Xuân Lương), so both are plain columns. `search_key` and `sort_key` follow the name.
    """

    kind = models.ForeignKey(UnitKind, models.PROTECT, related_name="units")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=120)
    official_code = models.CharField(max_length=20, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_units"
    )
    search_key = models.CharField(max_length=420, editable=False)
    sort_key = models.CharField(max_length=1500, editable=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="unit_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(valid_to__isnull=False),
                name="unit_merged_has_end",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.search_key = fold(f"{self.name} {self.short_name}")
        self.sort_key = sort_key(self.short_name)
        fields = kwargs.get("update_fields")
        if fields is not None and {"name", "short_name"} & set(fields):
            kwargs["update_fields"] = {*fields, "search_key", "sort_key"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("organisation:unit", args=[self.pk])

    @property
    def has_ended(self) -> bool:
        """Whether its last day is over: it merged, or was closed."""
        return self.valid_to is not None and self.valid_to < timezone.localdate()

    def is_valid_on(self, day: date) -> bool:
        """Tell whether the unit existed on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    """Makes accounts; the user name is compared without regard to case."""

    def create_user(self, username: str, password: str | None = None, **fields) -> "User":
        user = self.model(username=normal_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str) -> "User":
        return self.get(username=normal_username(username))


class User(AbstractBaseUser):
    """A person with an account; one person, one account. What they may do: RoleAssignment."""

    username = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=120)
    position = models.CharField(max_length=160, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    wants_mail = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    # A password that an administrator handed out opens nothing after this instant.
    initial_password_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    search_key = models.CharField(max_length=300, editable=False)
    sort_key = models.CharField(max_length=900, editable=False)

    objects = UserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(
                "email", condition=~Q(email=""), name="user_email_once_if_given"
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args, **kwargs) -> None:
        digits = self.phone.replace(" ", "")
        self.search_key = fold(f"{self.full_name} {self.username} {self.phone} {digits}")
        self.sort_key = person_sort_key(self.full_name)
        fields = kwargs.get("update_fields")
        if fields is not None and {"full_name", "username", "phone"} & set(fields):
            kwargs["update_fields"] = {*fields, "search_key", "sort_key"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("organisation:person", args=[self.pk])

    @cached_property
    def current_roles(self) -> tuple[tuple[str, int], ...]:
        """(role, unit key) pairs in force today, at absorbed units too; read once per request."""
        return roles_of(self.pk)

    def units_with(self, permission: Permission) -> frozenset[int]:
        """Keys of the units at which this person holds `permission` today."""
        return frozenset(
            unit for role, unit in self.current_roles if permission in ROLE_PERMISSIONS[role]
        )

    def has_permission(self, permission: Permission, unit: "Unit | int | None" = None) -> bool:
        """Tell whether the person holds `permission`, anywhere or at a unit (or its key)."""
        held = self.units_with(permission)
        if unit is None:
            return bool(held)
        return (unit if isinstance(unit, int) else unit.pk) in held


class RoleAssignment(models.Model):
    """A person holds a role at a unit from one day to another (both included)."""

    user = models.ForeignKey(User, models.PROTECT, related_name="role_assignments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="role_assignments")
    role = models.CharField(max_length=30, choices=Role)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["user", "valid_from"]
        constraints = [
            valid_choice("role", Role, name="role_assignment_role_valid"),
            models.UniqueConstraint(
                fields=["user", "unit", "role"],
                condition=Q(valid_to__isnull=True),
                name="role_assignment_once_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()} – {self.unit}"


class LetterheadFormat(models.TextChoices):
    """Which rules of form the paper follows; reference/party_documents.md."""

    HD05 = "hd05", "Đảng – HD 05-HD/VPTW (từ 27/5/2026)"
    HD36 = "hd36", "Đảng – HD 36-HD/VPTW (trước 27/5/2026)"
    ND30 = "nd30", "Nhà nước – NĐ 30/2020/NĐ-CP"


class Letterhead(models.Model):
    """What a unit prints at the head and foot of its paper, with validity dates."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="letterheads")
    format = models.CharField(max_length=10, choices=LetterheadFormat)
    parent_line = models.CharField(max_length=200, blank=True)
    issuer_line = models.CharField(max_length=200)
    symbol = models.CharField(max_length=30)
    place = models.CharField(max_length=100)
    author = models.CharField(max_length=200, help_text="“Ban Thường vụ Huyện uỷ Yên Thế”")
    authority_line = models.CharField(max_length=120, help_text="“T/M BAN THƯỜNG VỤ”")
    signatory_title = models.CharField(max_length=120, help_text="“BÍ THƯ”")
    signatory_name = models.CharField(max_length=120)
    archive_line = models.CharField(max_length=160, help_text="“Lưu Văn phòng Huyện uỷ”")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = LetterheadQuerySet.as_manager()

    class Meta:
        ordering = ["unit", "valid_from"]
        constraints = [
            valid_choice("format", LetterheadFormat, name="letterhead_format_valid"),
            models.UniqueConstraint(
                fields=["unit", "valid_from"], name="letterhead_once_per_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issuer_line} ({self.valid_from:%d/%m/%Y})"

    def get_absolute_url(self) -> str:
        return reverse("organisation:letterhead", args=[self.pk])

    def is_valid_on(self, day: date) -> bool:
        """Tell whether papers of `day` carry this letterhead."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
