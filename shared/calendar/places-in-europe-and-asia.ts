import type { ZonedPlaces } from './zoned-places.ts';

/**
 * Russia: by the first three digits of the postcode (Russian Post), or by the federal subject, of which the beginning of
 * the name is enough (`Новосибирская область`, `Novosibirsk Oblast`).
 */
const RUSSIA: ZonedPlaces = {
  digits: 6,
  postcodes: {
    'Europe/Moscow': '1 2 3 4 60 61',
    'Europe/Kaliningrad': '236-238',
    'Europe/Samara': '426-427 443-446',
    'Europe/Saratov': '410-413',
    'Europe/Ulyanovsk': '432-433',
    'Europe/Astrakhan': '414-416',
    'Asia/Yekaterinburg': '450-457 460-462 614-629 640-641',
    'Asia/Omsk': '644-646',
    'Asia/Novosibirsk': '630-633',
    'Asia/Barnaul': '649 656-659',
    'Asia/Tomsk': '634-636',
    'Asia/Novokuznetsk': '650-654',
    'Asia/Krasnoyarsk': '647-648 655 660-663 667-668',
    'Asia/Irkutsk': '664-666 669-671',
    'Asia/Chita': '672-674 687',
    'Asia/Yakutsk': '675-678',
    'Asia/Vladivostok': '679-682 690-692',
    'Asia/Sakhalin': '693-694',
    'Asia/Magadan': '685-686',
    'Asia/Kamchatka': '683-684 688',
    'Asia/Anadyr': '689',
  },
  regions: {
    'Europe/Moscow':
      'MOW,Moscow,Moskva,Москва MOS,Moskovskaya,Московская SPE,Saint_Petersburg,St_Petersburg,Sankt_Peterburg,' +
      'Санкт_Петербург LEN,Leningrad,Ленинградская KDA,Krasnodar,Краснодар TA,Tatarstan,Татарстан ROS,Rostov,Ростов ' +
      'NIZ,Nizhny_Novgorod,Нижегород,Нижний_Новгород VOR,Voronezh,Воронеж VGG,Volgograd,Волгоград KIR,Kirov,Киров',
    'Europe/Kaliningrad': 'KGD,Kaliningrad,Калининград',
    'Europe/Samara': 'SAM,Samara,Самар UD,Udmurt,Удмурт',
    'Europe/Saratov': 'SAR,Saratov,Саратов',
    'Europe/Ulyanovsk': 'ULY,Ulyanovsk,Ульяновск',
    'Europe/Astrakhan': 'AST,Astrakhan,Астрахан',
    'Asia/Yekaterinburg':
      'SVE,Sverdlovsk,Свердлов CHE,Chelyabinsk,Челябинск PER,Perm,Перм BA,Bashkortostan,Башкортостан ORE,Orenburg,' +
      'Оренбург KGN,Kurgan,Курган TYU,Tyumen,Тюмен KHM,Khanty_Mansi,Ханты YAN,Yamalo_Nenets,Ямало',
    'Asia/Omsk': 'OMS,Omsk,Омск',
    'Asia/Novosibirsk': 'NVS,Novosibirsk,Новосибирск',
    'Asia/Barnaul': 'ALT,Altai,Altay,Алтай AL',
    'Asia/Tomsk': 'TOM,Tomsk,Томск',
    'Asia/Novokuznetsk': 'KEM,Kemerovo,Kuzbass,Кемеров,Кузбасс',
    'Asia/Krasnoyarsk': 'KYA,Krasnoyarsk,Краснояр KK,Khakas,Хакас TY,Tuva,Tyva,Тыва',
    'Asia/Irkutsk': 'IRK,Irkutsk,Иркутск BU,Buryat,Бурят',
    'Asia/Chita': 'ZAB,Zabaykal,Transbaikal,Забайкал',
    'Asia/Yakutsk': 'SA,Sakha,Yakut,Саха_,Якути AMU,Amur,Амур',
    'Asia/Vladivostok': 'PRI,Primor,Примор KHA,Khabarovsk,Хабаровск YEV,Jewish_Autonomous,Yevrey,Еврейск',
    'Asia/Sakhalin': 'SAK,Sakhalin,Сахалин',
    'Asia/Magadan': 'MAG,Magadan,Магадан',
    'Asia/Kamchatka': 'KAM,Kamchat,Камчат',
    'Asia/Anadyr': 'CHU,Chukot,Чукот',
  },
};

/** France's own postcodes reach as far as its departments overseas, which also have country codes of their own. */
const FRANCE: ZonedPlaces = {
  digits: 5,
  postcodes: {
    'America/Guadeloupe': '971',
    'America/Martinique': '972',
    'America/Cayenne': '973',
    'Indian/Reunion': '974',
    'America/Miquelon': '975',
    'Indian/Mayotte': '976',
    'America/St_Barthelemy': '977',
    'America/Marigot': '978',
    'Pacific/Wallis': '986',
    'Pacific/Tahiti': '987',
    'Pacific/Noumea': '988',
  },
  regions: {
    'America/Guadeloupe': 'GP,Guadeloupe',
    'America/Martinique': 'MQ,Martinique',
    'America/Cayenne': 'GF,Guyane',
    'Indian/Reunion': 'RE,La_Reunion,Reunion',
    'Indian/Mayotte': 'YT,Mayotte',
  },
};

/** Indonesia: by the first digits of the kode pos, or by the province. */
const INDONESIA: ZonedPlaces = {
  digits: 5,
  postcodes: {
    'Asia/Jakarta': '1-6',
    'Asia/Pontianak': '73-74 78-79',
    'Asia/Makassar': '70-72 75-77 8 90-96',
    'Asia/Jayapura': '97-99',
  },
  regions: {
    'Asia/Pontianak': 'KB,Kalimantan_Barat,West_Kalimantan KT,Kalimantan_Tengah,Central_Kalimantan',
    'Asia/Makassar':
      'BA,Bali NB,Nusa_Tenggara_Barat,West_Nusa_Tenggara,NTB NT,Nusa_Tenggara_Timur,East_Nusa_Tenggara,NTT ' +
      'KS,Kalimantan_Selatan,South_Kalimantan KI,Kalimantan_Timur,East_Kalimantan KU,Kalimantan_Utara,North_Kalimantan ' +
      'SR,Sulawesi SA,North_Sulawesi ST,Central_Sulawesi SN,South_Sulawesi SG,Southeast_Sulawesi,West_Sulawesi ' +
      'GO,Gorontalo',
    'Asia/Jayapura': 'MA,Maluku MU,North_Maluku PA,Papua PB,West_Papua PS,PT,PE,PD,South_Papua,Central_Papua',
  },
};

export const PLACES_IN_EUROPE_AND_ASIA: Readonly<Record<string, ZonedPlaces>> = {
  RU: RUSSIA,
  FR: FRANCE,
  ID: INDONESIA,
  ES: {
    digits: 5,
    postcodes: { 'Atlantic/Canary': '35 38', 'Africa/Ceuta': '51-52' },
    regions: {
      'Atlantic/Canary': 'CN,GC,TF,Canarias,Islas_Canarias,Canary_Islands,Las_Palmas,Santa_Cruz_de_Tenerife,Tenerife',
      'Africa/Ceuta': 'CE,Ceuta ML,Melilla',
    },
  },
  PT: {
    digits: 7,
    postcodes: { 'Atlantic/Madeira': '90-94', 'Atlantic/Azores': '95-99' },
    regions: { 'Atlantic/Madeira': '30,Madeira', 'Atlantic/Azores': '20,Azores,Acores' },
  },
  DK: { digits: 4, postcodes: { 'America/Nuuk': '39' }, regions: { 'Atlantic/Faroe': 'Faroe_Islands,Faroerne' } },
  MN: {
    postcodes: {},
    regions: { 'Asia/Hovd': '071,043,046,Bayan_Olgii,Bayan_Ulgii,Khovd,Hovd,Uvs' },
  },
  CD: {
    postcodes: {},
    regions: {
      'Africa/Lubumbashi':
        'BU,Bas_Uele HU,Haut_Uele IT,Ituri TO,Tshopo NK,Nord_Kivu,North_Kivu SK,Sud_Kivu,South_Kivu MA,Maniema ' +
        'TA,Tanganyika HK,Haut_Katanga,Katanga HL,Haut_Lomami LU,Lualaba LO,Lomami SA,Sankuru KE,Kasai_Oriental KS,Kasai ' +
        'KC,Kasai_Central Lubumbashi Goma Bukavu Kisangani',
    },
  },
};
