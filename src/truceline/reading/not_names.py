"""Words that stand where a name could and are none: days, parts of bodies' names, and whoever is told of by kind."""

from __future__ import annotations

_IN_NAMES_OF_BODIES = """
activists agency an analysts another ansar april arabic army association at august both brigade but center
centre city command commission committee committees council critics december defence defense department
district doctors east eastern eyewitnesses february force forces foreign friday front government group
hospital in jabhat jaish january jaysh jihadist july june liwa local many march may medical militants military
ministry mission monday movement network news north northern november observatory october office officials on
one opposition party police press print province rebel rebels region reports republic residents road saturday
sector security september service several some sources south southern state street sunday team the they three
thursday tube tuesday two union united university villagers watch wednesday west western witnesses you
"""
_TOLD_OF_BY_KIND = """
question questions answer answers moderator interviewer host presenter reporter reporters journalist journalists
correspondent correspondents caller callers operator speaker translator interpreter narrator
rescuers diplomats survivors medics locals neighbours neighbors traders farmers elders aides observers monitors
mediators negotiators experts lawyers prosecutors soldiers troops fighters gunmen commanders authorities lawmakers
campaigners protesters relatives parents families workers nurses teachers students drivers supporters opponents
shopkeepers herders fishermen refugees prisoners detainees civilians people others nobody everyone somebody
вопрос вопросы ответ ответы ведущий ведущая журналист журналисты корреспондент корреспонденты репортер репортёр
жители очевидцы медики врачи спасатели военные эксперты дипломаты наблюдатели правозащитники активисты боевики
повстанцы свидетели пострадавшие беженцы чиновники власти
question réponse journaliste journalistes animateur animatrice modérateur modératrice présentateur présentatrice
habitants témoins secouristes médecins diplomates observateurs analystes riverains rescapés survivants militants
rebelles responsables autorités combattants villageois soldats
"""
NOT_NAMES = frozenset(_IN_NAMES_OF_BODIES.split())
BY_KIND = frozenset(_TOLD_OF_BY_KIND.split())  # standing alone; beside a name, as in 'Farmer X', the name is one
