"""The words around what a person asks for, in English, Ukrainian and Russian; ``;`` or spaces between them.

Words are in lower case, ё as е, ’ for every apostrophe, and whole; ``*`` stands for any ending of a case or a verb.
"""

from __future__ import annotations

# fmt: off
# They say nothing of their own: prepositions, articles, pronouns, politeness, parts of the day.
SMALL = """
    something anything some щось хтось десь кудись что-то что-нибудь где-то куда-то кто-то
    a an the of to at in on for by with about from over above near around into is are was were be been being do does did done has have had it its there
    their they them we us our you your i me my he she his her this that these those any some all only just so too also please pls plz plis thanks thank hey
    hi hello ok okay so well can could would will shall should must want need like let lets and or but if not no yes then than as per each every everything everyone far bad monthly weekly daily nightly
    evening morning afternoon dawn time date oblast region regions city town area state night nights day days exactly roughly
    пліз плиз плз плс пж пжл пжлст
    в у на за по до з із зі від про при для над під через біля між та й і а але чи або що щоб як не ні так же ж б би це цей ця ці ту той те тій тих там тут
    є був була були було буде мені мене ми нас нам ви вас вам він вона вони їх його її їм я мій моя моє будь ласка дякую привіт вітаю добрий хочу треба можна
    можеш можете ну то ось от усе все всі усі весь вся всього усього ще вже лише тільки саме приблизно взагалі разом
    ввечері увечері вечір вечора вечері вечором ранок ранку зранку вранці уранці вдень удень день дня вночі уночі ніч ночі ночей нічн* нічний нічна нічної
    область області областю обл область* регіон регіоні регіону район районі району місто міста місті місту м край краї краю республіка республіки
    в во у на за по до с со из от о об про при для над под около между и а но или что чтобы как не ни да нет же бы это эта эти этот тот та там тут
    есть был была были было будет мне меня мы нас нам вы вас вам он она они их его ее им я мой моя пожалуйста спасибо привет здравствуйте хочу надо можно
    можешь можете ну то вот все весь вся всего еще уже только именно примерно вообще вместе ли
    вечером вечер вечера утром утро утра днем день дня ночью ночь ночи ночной ночная ночную
    областью областях регион регионе региона район районе района город города городе городу края крае республика республики республике ради свою своей
    р рр рік г гг year years рік году года
"""
# What is asked about them.
ASKS = """
    what whats what’s when where who which how many much why show give tell list count number numbers total totals amount figures figure data statistics stats
    report reports summary overview info information news details find know explain results result update updates
    шо що чого чому скільки скільк* кільк* коли де куди звідки хто який яка яке які якого якої яких яку котра покажи покажіть показати дай дайте дати скажи скажіть розкажи
    розкажіть розповісти дізнатися знайди статистик* цифр* дан* звіт* зведен* підсумк* підсумок* числ* інформаці* новин* подробиц* деталі результат*
    что че чо чего сколько скольк* когда где куда откуда кто какой какая какое какие каких какую покажи покажите показать дай дайте дать скажи скажите расскажи
    расскажите узнать найди отчет* сводк* итог* информаци* новост* данн* подробност* почему кол-во во
    як как
"""
# Happenings in the air and who takes part in them: a sentence with one of them is about what the bot knows.
TOPICS = """
    going occurred attack attacks attacked attacking strike strikes struck hit hits shot shoot shooting down downed launched launch
    launches launching fired fire firing intercepted intercept interception destroyed destroy damage damaged explosion explosions shelling shelled bombing
    bombed bombardment raid raids war russia russian russians ukraine ukrainian ukrainians force forces ministry defence defense air enemy sky flew fly
    jammed suppressed lost claims claim claimed reported losses repelled stopped
    сталося сталось трапилося трапилось відбулося відбувалося відбулось відбувається діється діялося коїться робиться творилося збил* збит* збиван* збито знищ* запуст* запущ*
    запуск* випуст* випущ* випускал* атак* атаков* обстріл* обстрілю* удар* вдар* прильот* прилет* прилеті* прилетіл* влучан* влучил* влуч* вибух* бахал* бахн* гатил* летіл*
    летіл* наліт* нальот* наліт перехоп* перехоплен* ппо війн* росі* росій* русн* рашист* окупант* україн* ворог* ворож* противник* сил* повітрян* неб* міноборони оборон* мінобор* втрат* рф зсу
    подавл* подавили мінус* застосув* загарбник* кількість кількост* заявил* повідомил* пошкодж* руйнуван* кинул* кидал* скинул* запускал* відбил* били бив била бомбил* бомби зруйнув*
    произошло случилось происходит происходило творится творилось сбил* сбит* сбивал* уничтож* запуст* запуска* запущ* выпуст* выпущ* атак* атаков* обстрел* обстреля* обстрели* удар* ударил* прилет*
    прилетел* попадан* попал* взрыв* взорв* летел* лета* налет* перехвач* перехват* пво войн* росси* русск* украин* украинск* враг* противник* сил* воздуш* неб* минобороны потер* всу
    подав* минус* примен* количеств* заявил* сообщил* поврежд* разруш* бил* били бомбил* скинул* отразил* отбил* бабахал* громыхал*
"""
# What was: of the night where nothing else in the sentence is strange.
HAPPENED = """
    happened happen happening went go було были было say says said loud quiet calm гучно тихо спокійно громко спокойно прошла прошел прошли проходила пройшла пройшли проходила минула
"""
# They ask for something else than the night's numbers: a sentence with one of them is not answered past it.
ELSEWHERE = """
    cost costs price prices buy sell weather ticket tickets street born birthday most least average mean median per killed died dead injured casualties wounded
    without not except only through via
    кошту* ціна ціни ціну купити купувати квиток погода погоди погоду вулиц* площ* народився народилася середн* середньому загинул* загиблих поранен* постраждал*
    жертв* без крім через
    стоит стоят цена цены цену купить билет погода погоды погоду улица улице улицу площад* родился родилась средн* среднем погиб* погибших ранен* пострадавш* жертвы жертв
    без кроме через
"""
# A threat at this moment.
ALERTS = """
    alert; alerts; siren; sirens; air raid; air raid alert; air-raid; alarm; raid alert; threat; threats; under attack; all clear; is it safe; safe now; safe; in danger
    тривог*; повітрян* тривог*; сирен*; відбій; відбою; загроз*; небезпе*; безпечно; чи безпечно; загрожу*
    тревог*; воздушн* тревог*; сирен*; отбой; отбоя; угроз*; опасност*; опасно; безопасно; угрожа*
"""
# What flies at this moment.
FLYING = """
    flying; incoming; heading; en route; on the way; in the air; approaching; inbound
    летить; летять; летит; летят; летет; пролітають; пролетают; наближа*; приближа*; в повітрі; в воздухе; у повітрі; в небі; в небе; у небі; пуски; чути; слышно
"""
WILL = """
    will be; will there; going to be; expect; expected; буде; будуть; очікува*; чекати; ждати; будет; будут; ожида*; ждать; прогноз*; forecast; predict; prediction
"""

# Kinds of weapons.
KINDS: tuple[tuple[str, str], ...] = (
    ("drones", "drone*; uav; uavs; дрон; дрона; дрони; дронів; дронами; дроном; дронам; дроны; дронов; бпла; безпілотн*; безпілотник*; беспилотн*; беспилотник*; uas; бпл"),
    ("missiles", "missile; missiles; rocket; rockets; ракет*"),
    ("ballistic", "ballistic; ballistics; ballistic missile; ballistic missiles; баліст*; балістик*; балістичн*; балістичн* ракет*; баллист*; баллистик*; баллистическ*; баллистическ* ракет*"),
    ("cruise", "cruise; cruise missile; cruise missiles; крилат*; крилат* ракет*; крылат*; крылат* ракет*"),
)

# More names of weapons.
MORE_WEAPONS: tuple[tuple[str, str], ...] = (
    ("shahed", "shahid; geran-2; герань-2; герані-2; герань 2; геран*; шахид*; шахєд*"),
    ("jet-drone", "реактивн* шахед*; реактивн* шахід*; реактивн* геран*; реактивн* дрон*; реактивн* бпла; jet-powered; jet drones; jet-powered shaheds"),
    ("molniya", "молни*"),
    ("iskander-m", "iskander; iskanders"),
    ("kinzhal", "kindzhal; kinjal; khinzhal; кінжал*"),
    ("kh-101", "x-101; х101"), ("kh-22", "x-22"), ("kh-59", "x-59"), ("kh-69", "x-69"), ("kalibr", "kaliber; calibr"),
    ("oreshnik", "орєшник*; орешнік*"), ("kab", "kab; kabs; кабы; кабов; guided bomb; glide bomb; glide bombs; керован* авіабомб*; авіабомб*; авиабомб*"),
    ("flamingo", "фламінго"), ("neptune", "neptun; нептун*"), ("storm-shadow", "stormshadow; сторм шедоу"),
)

# Endings of cases, numbers, persons: what «*», and a stem of the tables of places and weapons, may be followed by.
ENDINGS = """
    а я у ю о е є и і й ї ь ы э ам ям ами ями ах ях ів їв ов ев ей ом ем єм ою ею єю ой еи ии ий ій ый ого его ому ему ім им ым їм іх их ых їх ої ая яя ую юю
    ое ее ые ие ими ыми їми ью ью ья ьє ье ьи ьо ия ию ием иям иях иями ію ія ії ією іє ієм ський н на не ні но ны ного ному ною ним них ній ної ну ний ный ная ную ное ной ные ных ным ными ном
    ти ть т ть ла ло ли л в лося лось лася лися лись лся сь ся ли ло ла лы или ило ила ил ить ать ивать али ало ала ал ять ять ють ють ают яют ает яет ують уют ує ует
    г ге га зі ове ово ова ове
    етія етії етію етия етии етию ика ики ику икой икою иці ання анню анням ання ня ню ням ні ости ість ісл ы
    ськ ська ської ській ську ською ські ських ський ського ському ським сько ск ская ской скую ские ских ский ского скому ским скою
    щина щини щині щину щиною щин чина чини чині чину чиною
    s
"""

# The endings that a misspelt name may have behind its mended stem.
ENDINGS_OF_NAMES = "а я у ю о е є и і й ї ь ы ом ем єм ою ею ой ей ам ами ах ів ов ев ій ії ия ию ии ье ьє ья ью ий ого ому им ої ая ую ой ый s"

# Codes of places that people mean as one.
TOGETHER: tuple[tuple[str, ...], ...] = (
    ("RU-MOW", "RU-MOS", "moscow-region"),
    ("UA-30", "UA-32"),
    ("RU-SPE", "RU-LEN"),
    ("UA-43", "UA-40"),
)
# Names of places that are other words too: they are taken for a place only if nothing beside them is strange.
DOUBTFUL_PLACES = frozenset("сум сумами сумах сумам рівне рівним рівного рівному ровно ровного орел орла орле орлом орлі тула тулы тули vladimir perm azov oryol стрий стрия стрию navlya навлі тува комі коми".split())
# Names of weapons that are other words too.
DOUBTFUL_WEAPONS = frozenset("гром град барс пекло стриж hammer vampire patriot harm bars grom grad peklo патриот charm ураган смерч ольха вільха лютый лютого лютых зала паляниця паляниці паляницю сапсан гербарій нептун neptune flamingo фламинго фламінго циркон герань пекло грім parody пародія decoys реактивні".split())
# More names of places, in Latin letters as other languages write them, and in cases no post has.
MORE_NAMES: tuple[tuple[str, str], ...] = (
    ("UA-63", "kharkiv; kharkov; charkiw; charkow; charków; harkiv; harkov; xarkiv; xarkov; харьків; харьківськ*; харков*; харькова; харькове; харькову; харьковом; харківом"),
    ("UA-51", "odesa; odessa; odesy; odesie; одесса; одессы; одессе; одессу; одессой; одесою"),
    ("UA-30", "kyiv; kiev; kyjiv; kijow; kijów; kiew; kyyiv; kyev; києв; киів; кіїв; кійв; кієв; київі; киеве; kijowie"),
    ("UA-32", "київщин*; киевщин*; підкиївщ*"),
    ("UA-12", "dnipro; dnepr; dniepr; dniepropetrowsk; dnipropetrovsk; dnepropetrovsk; dniprò; днепром; днепропетровск; дніпропетровськ; дніпропетровск; днепропетровщин*"),
    ("UA-23", "zaporizhzhia; zaporizhia; zaporizhya; zaporizhzhya; zaporozhye; zaporozhie; zaporozhia; zaporizja; zaporoże; saporischschja; saporoschje; zaporizhzhja; zaporizhe; запоріжжя; запоріжжі; запоріжжю; запоріжжям; запоріжя; запоріжі; запорожжя; запорожье; запорожья; запорожью; запорожьем; запорожжі; запорожчин*"),
    ("UA-46", "lviv; lvov; lwow; lwów; lemberg; lwiw; львов; львове; львовом; львову; львовщин*"),
    ("UA-65", "kherson; cherson; chersoń; херсон; херсоне; херсоном; херсонщин*"),
    ("UA-74", "chernihiv; chernigov; czernihow; czernihów; tschernihiw; чернигов; чернигове; черниговом; черниговщин*; черніговом"),
    ("UA-48", "mykolaiv; mykolayiv; nikolaev; nikolayev; mikolajow; mykolajiw; николаеве; николаевом; николаевщин*; миколаїві"),
    ("UA-59", "sumy; сумщин*; сумы; сумах; сумам"),
    ("UA-53", "poltava; poltawa; полтав*; полтавщин*"),
    ("UA-05", "vinnytsia; vinnitsa; vinnytsya; winnica; winnyzja; винниц*; вінниц*; виннич*; винничин*"),
    ("UA-18", "zhytomyr; zhitomir; zytomierz; żytomierz; schytomyr; житомир*; житомирщин*"),
    ("UA-56", "rivne; rovno; rowne; równe; ровенщин*; ровенск*; рівненщин*"),
    ("UA-07", "lutsk; łuck; volyn; volhynia; луцьк*; луцк*; волынь; волыни; волынью; волинськ*"),
    ("UA-61", "ternopil; ternopol; tarnopol; тернопол*; тернопіл*; тернопольщин*"),
    ("UA-68", "khmelnytskyi; khmelnytskyy; khmelnitsky; khmelnitskiy; khmelnytsky; chmielnicki; хмельницк*; хмельницьк*; хмельнитчин*"),
    ("UA-71", "cherkasy; cherkassy; czerkasy; tscherkassy; черкас*; черкасс*; черкасщин*"),
    ("UA-77", "chernivtsi; chernovtsy; czerniowce; czernowitz; черновц*; чернівц*; черновицк*; буковин*; bukovina; bukovyna"),
    ("UA-26", "ivano-frankivsk; ivano frankivsk; frankivsk; iwano-frankiwsk; івано-франківськ*; франківськ*; ивано-франковск*; франковск*; прикарпат*"),
    ("UA-21", "uzhhorod; uzhgorod; zakarpattia; zakarpattya; transcarpathia; ужгород*; закарпат*; закарпатск*"),
    ("UA-35", "kropyvnytskyi; kropyvnytskyy; kirovohrad; kirovograd; кропивницьк*; кропивницк*; кіровоград*; кировоград*; кировоградщин*"),
    ("UA-14", "donetsk; donbas; donbass; донецьк*; донецк*; донбас; донбасі; донбасу; донбасс; донбассе; донбасса; донетчин*"),
    ("UA-09", "luhansk; lugansk; луганськ*; луганск*"),
    ("UA-43", "crimea; crimean; krym; krim; крим; криму; кримом; криме; крым; крыму; крыма; крымом; крыме; кримськ*; крымск*; crimean peninsula"),
    ("UA-40", "sevastopol; севастопол*"),
    ("RU-MOW", "moscow; moskva; moskau; moskwa; москв*; москов; москві"),
    ("RU-MOS", "moscow oblast; підмосков’я; підмосков’ю; підмосков’ям; підмосков’ї; подмосков*; московськ* област*; московск* област*; московськ* обл; московск* обл; московщин*"),
    ("moscow-region", "moscow region; московськ* регіон*; московск* регион*"),
    ("RU-SPE", "st petersburg; saint petersburg; petersburg; st . petersburg; петербург*; пітер; пітері; питер; питере; питера; санкт-петербург*; спб; петербурз*; petrograd"),
    ("RU-LEN", "leningrad; leningrad oblast; leningrad region; ленінград*; ленинград*; ленобласт*"),
    ("RU-BEL", "belgorod; bilhorod; bielgorod; белгород*; бєлгород*; білгород*; белгородчин*"),
    ("RU-KRS", "kursk; курськ*; курск*; курщин*"),
    ("RU-BRY", "bryansk; briansk; брянськ*; брянск*; брянщин*"),
    ("RU-VOR", "voronezh; воронеж*; воронезьк*"),
    ("RU-ROS", "rostov; rostov-on-don; rostov on don; ростов*; ростов на дону; ростов-на-дону; ростове-на-дону; ростовськ*"),
    ("RU-KDA", "krasnodar; kuban; краснодар*; кубан*; sochi; сочи; сочі"),
    ("RU-TA", "tatarstan; kazan; казань; казани; казані; казанью; татарстан*; татари*"),
    ("RU-SAR", "saratov; саратов*"),
    ("RU-SAM", "samara; самар*"),
    ("RU-VGG", "volgograd; волгоград*"),
    ("RU-AST", "astrakhan; астрахан*"),
    ("RU-TUL", "tula; тула; туле; тулу; тулой; тулі; тулою"),
    ("RU-KLU", "kaluga; калуг*; калузі"),
    ("RU-ORL", "oryol; orel; орел; орла; орле; орлом; орлі; орловщин*"),
    ("RU-NIZ", "nizhny novgorod; nizhniy novgorod; нижн* новгород*; нижегородск*"),
    ("RU-STA", "ставропол*; stavropol"),
    ("RU-SMO", "smolensk; смоленськ*; смоленск*"),
    ("RU-BA", "bashkortostan; bashkiria; ufa; уфа; уфе; уфі; башкир*; башкирии"),
    ("RU-PER", "perm; пермь; перми; пермі; перм"),
    ("RU-TVE", "tver; тверь; твери; твері; твер"),
    ("RU-DA", "dagestan; дагестан*"), ("RU-CE", "chechnya; grozny; грозный; грозном; грозний; грозному; чечн*"),
    ("black-sea", "black sea; чорн* мор*; черн* мор*; черном море"),
    ("sea-of-azov", "sea of azov; azov sea; азовськ* мор*; азовск* мор*; азов; азові; азове"),
    ("kryvyi-rih", "kryvyi rih; krivoy rog; kryvyj rih; kryvyy rih; крив* ріг; крив* рог*; кривому розі; кривом роге; кривого рогу; кривого рога; кривбас*"),
)
# Words of no table that are one slip from one and are no slip.
NO_TYPOS = """
    гердань гердани червоні червоних червоний червона червоне червону червоного frida травний
    володя воскресіння воскрешение четверка черновик орлеан николаевич підкарпаття куриный апель вороненький чернявенький
    сумма суммы сумме сумму
    crime crimes forge forged forges lance lances lanced flaming riven samar option islander islanders oversight oversights superman settling command
    герман груня сахарин твердь боковина татри волынка волна бакир реактив суперкар одесит одессит липець липне кримне ровесник
    missive missives crise crises drown drowned drowns
    toady teday вечерня вчерне вчені
    commander commanders expert exports recorder
"""
# fmt: on
