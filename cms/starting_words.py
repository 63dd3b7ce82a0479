"""The first words of the pages that every site begins with, in the five languages; the city edits them in the CMS."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """``about`` and ``help``: title, introduction and paragraphs of a plain page."""

    home: str
    heading: str
    lead: str
    consultations: str
    about: tuple[str, str, list[str]]
    help: tuple[str, str, list[str]]


WORDS: dict[str, Words] = {
    "en": Words(
        home="Home",
        heading="Shape your city’s digital services with us",
        lead="Say what you need, talk it over with others, and see what became of every contribution.",
        consultations="Consultations",
        about=(
            "About this site",
            "Here the city designs its digital services together with the people who will use them.",
            [
                "Each consultation asks one question and says beforehand who decides, what can change and what cannot.",
                "When a decision is made, you can read which contribution changed which sentence. Every contribution "
                "gets an answer, also the ones that were not taken up.",
                "Every step is written on a public record that nobody can quietly change, the city included. "
                "Anyone can check it.",
            ],
        ),
        help=(
            "Help",
            "How to take part.",
            [
                "Reading needs no account. To propose, comment or support you sign up with an e-mail address and "
                "choose a public name. Your e-mail address is never shown.",
                "You can change or withdraw what you wrote. You can download everything that is held about you, "
                "and delete your account.",
                "Do you see something that breaks the rules? Use the report link beside it. You need no account.",
            ],
        ),
    ),
    "sq": Words(
        home="Kreu",
        heading="Ndërtoni bashkë me ne shërbimet digjitale të qytetit",
        lead="Thoni çfarë ju duhet, diskutojeni me të tjerët dhe shihni çfarë u bë me çdo kontribut.",
        consultations="Konsultime",
        about=(
            "Rreth kësaj faqeje",
            "Këtu qyteti i harton shërbimet e veta digjitale bashkë me njerëzit që do t’i përdorin.",
            [
                "Çdo konsultim bën një pyetje dhe thotë që në fillim kush vendos, çfarë mund të ndryshojë "
                "dhe çfarë jo.",
                "Kur merret një vendim, mund të lexoni cili kontribut ndryshoi cilën fjali. Çdo kontribut merr "
                "përgjigje, edhe ai që nuk u pranua.",
                "Çdo hap shkruhet në një regjistër publik që askush nuk mund ta ndryshojë fshehurazi, as qyteti. "
                "Kushdo mund ta verifikojë.",
            ],
        ),
        help=(
            "Ndihmë",
            "Si të merrni pjesë.",
            [
                "Për të lexuar nuk duhet llogari. Për të propozuar, komentuar ose mbështetur regjistroheni me një "
                "adresë e-maili dhe zgjidhni një emër publik. Adresa juaj nuk shfaqet kurrë.",
                "Mund ta ndryshoni ose ta tërhiqni atë që keni shkruar. Mund të shkarkoni gjithçka që ruhet për ju "
                "dhe ta fshini llogarinë.",
                "Shihni diçka që shkel rregullat? Përdorni lidhjen e raportimit pranë saj. Nuk duhet llogari.",
            ],
        ),
    ),
    "ar": Words(
        home="الرئيسية",
        heading="شاركونا في تصميم الخدمات الرقمية لمدينتكم",
        lead="قولوا ما تحتاجون إليه، وناقشوه مع الآخرين، وتابعوا ما آلت إليه كل مساهمة.",
        consultations="الاستشارات",
        about=(
            "عن هذا الموقع",
            "هنا تصمّم المدينة خدماتها الرقمية مع الناس الذين سيستخدمونها.",
            [
                "تطرح كل استشارة سؤالًا واحدًا، وتبيّن مسبقًا من يقرّر وما الذي يمكن تغييره وما الذي لا يمكن.",
                "عند اتخاذ القرار يمكنكم أن تقرؤوا أي مساهمة غيّرت أي جملة. ولكل مساهمة جواب، حتى التي لم يؤخذ بها.",
                "تُكتب كل خطوة في سجل عام لا يستطيع أحد تغييره خفية، ولا حتى المدينة. ويمكن لأي شخص التحقق منه.",
            ],
        ),
        help=(
            "المساعدة",
            "كيف تشاركون.",
            [
                "القراءة لا تحتاج إلى حساب. لتقديم اقتراح أو تعليق أو تأييد، سجّلوا ببريد إلكتروني واختاروا اسمًا "
                "علنيًا. لا يظهر بريدكم الإلكتروني أبدًا.",
                "يمكنكم تعديل ما كتبتم أو سحبه. ويمكنكم تنزيل كل ما نحفظه عنكم وحذف حسابكم.",
                "هل ترون شيئًا يخالف القواعد؟ استخدموا رابط الإبلاغ بجانبه. لا تحتاجون إلى حساب.",
            ],
        ),
    ),
    "es": Words(
        home="Inicio",
        heading="Diseñe con nosotros los servicios digitales de su ciudad",
        lead="Diga lo que necesita, coméntelo con otras personas y vea qué ha sido de cada aportación.",
        consultations="Consultas",
        about=(
            "Sobre este sitio",
            "Aquí la ciudad diseña sus servicios digitales con las personas que los usarán.",
            [
                "Cada consulta hace una pregunta y dice de antemano quién decide, qué puede cambiar y qué no.",
                "Cuando se toma una decisión, puede leer qué aportación cambió qué frase. Cada aportación recibe "
                "una respuesta, también las que no se aceptaron.",
                "Cada paso queda escrito en un registro público que nadie puede cambiar a escondidas, tampoco la "
                "ciudad. Cualquiera puede comprobarlo.",
            ],
        ),
        help=(
            "Ayuda",
            "Cómo participar.",
            [
                "Para leer no hace falta cuenta. Para proponer, comentar o apoyar, regístrese con un correo "
                "electrónico y elija un nombre público. Su correo no se muestra nunca.",
                "Puede cambiar o retirar lo que escribió. Puede descargar todo lo que se guarda sobre usted y "
                "borrar su cuenta.",
                "¿Ve algo que incumple las normas? Use el enlace para avisar que está al lado. No necesita cuenta.",
            ],
        ),
    ),
    "fr": Words(
        home="Accueil",
        heading="Concevez avec nous les services numériques de votre ville",
        lead="Dites ce dont vous avez besoin, parlez-en avec d’autres et voyez ce qu’est devenue chaque contribution.",
        consultations="Consultations",
        about=(
            "À propos de ce site",
            "Ici, la ville conçoit ses services numériques avec les personnes qui les utiliseront.",
            [
                "Chaque consultation pose une question et dit d’avance qui décide, ce qui peut changer et ce qui "
                "ne le peut pas.",
                "Quand une décision est prise, vous pouvez lire quelle contribution a changé quelle phrase. Chaque "
                "contribution reçoit une réponse, même celles qui n’ont pas été retenues.",
                "Chaque étape est écrite dans un registre public que personne ne peut modifier en cachette, pas "
                "même la ville. Chacun peut le vérifier.",
            ],
        ),
        help=(
            "Aide",
            "Comment participer.",
            [
                "Pour lire, il ne faut pas de compte. Pour proposer, commenter ou soutenir, inscrivez-vous avec une "
                "adresse e-mail et choisissez un nom public. Votre adresse n’est jamais affichée.",
                "Vous pouvez modifier ou retirer ce que vous avez écrit. Vous pouvez télécharger tout ce qui est "
                "conservé sur vous et supprimer votre compte.",
                "Vous voyez quelque chose qui enfreint les règles ? Utilisez le lien de signalement à côté. Il ne "
                "faut pas de compte.",
            ],
        ),
    ),
}
