"""A newsroom says whom to tell of a hole in its site, and who may sell its advertising space."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("accounts", "0004_sessions_that_can_be_listed")]

    operations = [
        migrations.AddField(
            model_name="siteprofile",
            name="security_contact",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text=(
                    "mailto:security@example.org, or the https address of a form. It is published in security.txt."
                ),
                max_length=200,
                validators=[
                    django.core.validators.RegexValidator(
                        "^(mailto:[^\\s@]+@[^\\s@]+|https://[^\\s]+|tel:\\+[0-9-]+)\\Z"
                    )
                ],
                verbose_name="contact for security findings",
            ),
        ),
        migrations.AddField(
            model_name="siteprofile",
            name="ads_txt",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="As the companies that sell your advertising space sent them, one a line.",
                max_length=20000,
                verbose_name="lines of ads.txt",
            ),
        ),
    ]
