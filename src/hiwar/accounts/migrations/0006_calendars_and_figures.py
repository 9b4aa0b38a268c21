"""A newsroom may show the Hijri date beside the other, write Persian figures, and stand in a neighboring country."""

import django.core.validators
from django.db import migrations, models

from hiwar.accounts.schema_changes import AddColumn


class Migration(migrations.Migration):

    dependencies = [("accounts", "0005_files_for_programs")]

    operations = [
        AddColumn(
            model_name="siteprofile",
            name="lunar_date",
            field=models.CharField(
                choices=[("none", "Not shown"), ("beside", "Beside the date of the day and of articles")],
                db_default="none",
                default="none",
                max_length=8,
                verbose_name="Hijri date",
            ),
        ),
        AddColumn(
            model_name="siteprofile",
            name="lunar_shift",
            field=models.SmallIntegerField(
                db_default=0,
                default=0,
                help_text=(
                    "From −2 to 2. Change it where your country has sighted the moon on another day than Mecca."
                ),
                validators=[
                    django.core.validators.MinValueValidator(-2),
                    django.core.validators.MaxValueValidator(2),
                ],
                verbose_name="days from the calendar of Umm al-Qura",
            ),
        ),
        # One row a site; the longer name is CLDR's for the figures of Persian and Urdu.
        migrations.AlterField(
            model_name="siteprofile",
            name="digits",
            field=models.CharField(
                choices=[
                    ("latn", "1, 2, 3"),
                    ("arab", "١، ٢، ٣"),
                    ("arabext", "۱، ۲، ۳ (Persian, Urdu)"),
                ],
                default="latn",
                max_length=8,
                verbose_name="digits",
            ),
        ),
        migrations.AlterField(
            model_name="siteprofile",
            name="country",
            field=models.CharField(
                choices=[
                    ("SY", "Syria"), ("LB", "Lebanon"), ("JO", "Jordan"), ("PS", "Palestine"), ("IQ", "Iraq"),
                    ("EG", "Egypt"), ("SD", "Sudan"), ("LY", "Libya"), ("SA", "Saudi Arabia"), ("YE", "Yemen"),
                    ("OM", "Oman"), ("AE", "United Arab Emirates"), ("QA", "Qatar"), ("BH", "Bahrain"),
                    ("KW", "Kuwait"), ("TN", "Tunisia"), ("DZ", "Algeria"), ("MA", "Morocco"), ("MR", "Mauritania"),
                    ("IR", "Iran"), ("AF", "Afghanistan"), ("PK", "Pakistan"), ("IN", "India"), ("TR", "Turkey"),
                ],
                default="SY",
                max_length=2,
                verbose_name="country",
            ),
        ),
    ]  # fmt: skip
