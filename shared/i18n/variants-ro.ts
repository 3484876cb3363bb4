import type { Catalog } from './catalog-shape.ts';

export const roVariants: Catalog['variants'] = {
  farm_confirmed: {
    subject: 'Ferma a confirmat comanda {{ orderNumber }}',
    headline: 'Confirmată de fermă',
    body: 'Ferma a confirmat comanda ta și începe să o pregătească. Te anunțăm când este gata.',
  },
  held_at_counter: {
    subject: 'Ridică coletul comenzii {{ orderNumber }}',
    headline: 'Coletul tău poate fi ridicat',
    body: '{% if carrierName %}{{ carrierName }}{% else %}Curierul{% endif %} îți păstrează coletul la punctul său de ridicare. Ia cu tine un act de identitate{% if trackingNumber %} și numărul {{ trackingNumber }}{% endif %}.',
  },
  pickup_reminder: {
    subject: 'Nu uita să ridici comanda {{ orderNumber }}',
    headline: 'Comanda ta te așteaptă',
    body: 'Comanda ta este împachetată. Mai jos vezi când, de unde și cum o ridici. Să ai la îndemână numărul comenzii.',
  },
  pickup_rescheduled: {
    subject: 'Oră nouă de ridicare: comanda {{ orderNumber }}',
    headline: 'Ora de ridicare s-a schimbat',
    body: 'Ora de ridicare a comenzii s-a schimbat. Noua oră este mai jos.',
  },
  out_for_delivery_undated: {
    subject: 'Comanda {{ orderNumber }} este în curs de livrare',
    headline: 'În curs de livrare',
    body: 'Comanda ta este la livrator și ajunge în curând la tine. Te rugăm să te asiguri că o poate primi cineva.',
  },
  still_delayed: {
    subject: 'Comanda {{ orderNumber }} este în continuare întârziată',
    headline: 'Încă întârziată',
    body: 'Comanda ta nu a avansat încă{% if estimatedDelivery %}. Noua dată estimată este mai jos{% endif %}. O urmărim în continuare și te anunțăm imediat ce avem noutăți.',
  },
  digest: {
    subject: 'Noutăți despre comenzile {{ digestOrders }}',
    headline: 'Noutăți despre mai multe comenzi',
    body: 'Noutățile sunt mai jos, comandă cu comandă.',
  },
  shop_update: {
    subject: 'Noutăți despre comanda {{ orderNumber }}',
    headline: 'O comandă a magazinului tău s-a schimbat',
    body: 'Starea este mai jos.',
  },
  shop_cancelled: {
    subject: 'Comanda {{ orderNumber }} a fost anulată',
    headline: 'O comandă a fost anulată',
    body: 'Te rugăm să nu o trimiți. Dacă a plecat deja, contactează clientul.',
  },
  shop_returned: {
    subject: 'Comanda {{ orderNumber }} se întoarce',
    headline: 'O comandă se întoarce',
    body: 'Coletul este pe drum spre tine sau a ajuns deja. Verifică-l când sosește.',
  },
  shop_refunded: {
    subject: 'Comanda {{ orderNumber }} a fost rambursată',
    headline: 'O comandă a fost rambursată',
    body: 'Clientul își primește banii înapoi. Nu mai trebuie trimis nimic.',
  },
  shop_completed: {
    subject: 'Comanda {{ orderNumber }} este finalizată',
    headline: 'O comandă este finalizată',
    body: 'Clientul a primit comanda. Nu mai este nimic de făcut.',
  },
  shop_exception: {
    subject: 'O problemă cu comanda {{ orderNumber }}',
    headline: 'Există o problemă la o livrare',
    body: 'Te rugăm să verifici comanda: clientul poate avea nevoie de ajutorul tău.',
  },
  shop_dispute_opened: {
    subject: 'Reclamație privind comanda {{ orderNumber }}',
    headline: 'Un client a deschis o reclamație',
    body: 'Strânge dovezile că a fost trimisă așa cum s-a convenit. Echipa de suport va asculta ambele părți.',
  },
  shop_reminder: {
    subject: 'Comanda {{ orderNumber }} te așteaptă',
    headline: 'O comandă te așteaptă',
    body: 'Nu a avansat de ceva vreme. Fă pasul următor sau anuleaz-o, te rugăm.',
  },
  shop_unscanned: {
    subject: 'Niciun curier nu a scanat comanda {{ orderNumber }}',
    headline: 'O etichetă fără colet',
    body: 'Eticheta a fost creată acum două zile, iar curierul nu a scanat coletul. Te rugăm să îl predai sau să corectezi numărul de urmărire.',
  },
  driver_new_delivery: {
    subject: 'Livrare nouă: comanda {{ orderNumber }}',
    headline: 'Ai o livrare nouă',
    body: "{% if shopName != '' %}Ridic-o de la {{ shopName }}.{% else %}Ridic-o de la magazin.{% endif %}{% if deliveryAddress != '' %} Se livrează la: {{ deliveryAddress }}.{% endif %}",
  },
  driver_cancelled: {
    subject: 'Comanda {{ orderNumber }} a fost anulată: nu o livra',
    headline: 'O livrare a fost anulată',
    body: 'Te rugăm să nu o ridici. Dacă o ai deja, du-o înapoi la magazin.',
  },
  driver_update: {
    subject: 'Noutăți despre livrarea comenzii {{ orderNumber }}',
    headline: 'Una dintre livrările tale s-a schimbat',
    body: 'Starea este mai jos.',
  },
  support_reminder: {
    subject: 'Comanda {{ orderNumber }} este blocată',
    headline: 'O comandă nu avansează',
    body: 'Așteaptă de prea mult timp. Te rugăm să întrebi magazinul sau să faci pasul următor.',
  },
  support_exception: {
    subject: 'Comanda {{ orderNumber }} are o problemă de livrare',
    headline: 'Există o problemă la o livrare',
    body: 'Te rugăm să verifici comanda: magazinul sau clientul pot avea nevoie de ajutor.',
  },
  support_dispute_opened: {
    subject: 'Reclamație privind comanda {{ orderNumber }}',
    headline: 'Un client a deschis o reclamație',
    body: 'Te rugăm să asculți ambele părți și să decizi.',
  },
  support_requested: {
    subject: 'Ajutor pentru comanda {{ orderNumber }}',
    headline: 'Un client cere ajutor',
    body: 'Mesajul său se află în istoricul comenzii. Te rugăm să îi răspunzi.',
  },
  support_update: {
    subject: 'Noutăți despre comanda {{ orderNumber }}',
    headline: 'O comandă are nevoie de atenția ta',
    body: 'Starea este mai jos.',
  },
};
