import type { Catalog } from './catalog.ts';
import { roWords } from './words-ro.ts';

export const ro: Catalog = {
  ...roWords,
  notifications: {
    order_confirmed: {
      subject: 'Comanda {{ orderNumber }} este confirmată',
      headline: 'Comanda ta este confirmată',
      body: 'Îți mulțumim. Am primit comanda și te vom ține la curent la fiecare pas.',
    },
    processing: {
      subject: 'Lucrăm la comanda {{ orderNumber }}',
      headline: 'Comanda ta este în curs de procesare',
      body: 'Vânzătorul îți pregătește comanda pentru expediere.',
    },
    preparing: {
      subject: 'Comanda {{ orderNumber }} este în pregătire',
      headline: 'Îți pregătim comanda',
      body: 'Produsele tale sunt adunate și ambalate chiar acum.',
    },
    shipped: {
      subject: 'Comanda {{ orderNumber }} a fost expediată',
      headline: 'Coletul tău este pe drum',
      body: 'Comanda ta a fost expediată{% if carrier %} prin {{ carrier }}{% endif %}. Urmărește-o în timp real cu butonul de mai jos.',
    },
    out_for_delivery: {
      subject: 'Comanda {{ orderNumber }} ajunge astăzi',
      headline: 'În curs de livrare',
      body: 'Comanda ta este în mașină și ajunge în curând la tine. Te rugăm să te asiguri că o poate primi cineva.',
    },
    delivered: {
      subject: 'Comanda {{ orderNumber }} a fost livrată',
      headline: 'Comandă livrată',
      body: 'Comanda ta a ajuns. Dacă nu o găsești, verifică detaliile de mai jos sau cere ajutor.',
    },
    delayed: {
      subject: 'Comanda {{ orderNumber }} va întârzia',
      headline: 'Comanda ta întârzie',
      body: 'Ne pare rău: comanda ta întârzie față de plan. O urmărim îndeaproape și te anunțăm imediat ce avem noutăți.',
    },
    exception: {
      subject: 'O problemă cu comanda {{ orderNumber }}',
      headline: 'Problemă la livrare',
      body: 'Ceva împiedică livrarea. Deschide comanda ca să vezi ce s-a întâmplat și ce poți face.',
    },
    cancelled: {
      subject: 'Comanda {{ orderNumber }} a fost anulată',
      headline: 'Comanda ta a fost anulată',
      body: 'Nu se va mai trimite nimic. Dacă ai plătit deja, primești banii înapoi prin aceeași metodă de plată.',
    },
    returned: {
      subject: 'Comanda {{ orderNumber }} a fost returnată',
      headline: 'Comanda ta a fost returnată',
      body: 'Comanda ta s-a întors la vânzător, care te va contacta pentru rambursare sau pentru o nouă livrare.',
    },
    refunded: {
      subject: 'Comanda {{ orderNumber }} a fost rambursată',
      headline: 'Rambursarea este pe drum',
      body: 'Am trimis banii înapoi prin aceeași metodă de plată. Pot trece câteva zile până apar în cont.',
    },
    ready_for_pickup: {
      subject: 'Comanda {{ orderNumber }} este gata de ridicare',
      headline: 'Gata de ridicare',
      body: 'Comanda ta este împachetată și te așteaptă. Când vii, ai la îndemână numărul comenzii.',
    },
    completed: {
      subject: 'Comanda {{ orderNumber }} este finalizată',
      headline: 'Totul este gata',
      body: 'Comanda ta este finalizată. Îți mulțumim că ai cumpărat de la noi.',
    },
    substitutions_needed: {
      subject: 'Te rugăm să alegi: comanda {{ orderNumber }}',
      headline: 'Ceva nu mai este în stoc',
      body: 'Magazinul propune un înlocuitor. Te rugăm să îl accepți sau să îl refuzi în câteva minute, ca pregătirea să poată continua.',
    },
    driver_assigned: {
      subject: 'Un livrator preia comanda {{ orderNumber }}',
      headline: 'Comanda ta are un livrator',
      body: 'Un livrator este pe drum ca să îți ridice comanda.',
    },
    store_new_order: {
      subject: 'Comandă nouă: {{ orderNumber }}',
      headline: 'Ai o comandă nouă',
      body: 'Te rugăm să o confirmi, ca să știe clientul că ai văzut-o.',
    },
    order_reminder: {
      subject: 'Îți amintim de comanda {{ orderNumber }}',
      headline: 'Nu uita de comanda ta',
      body: 'Comanda ta așteaptă pasul următor.',
    },
    dispute_opened: {
      subject: 'O reclamație despre comanda {{ orderNumber }}',
      headline: 'A fost deschisă o reclamație',
      body: 'Am preluat cazul și vom asculta ambele părți. Te vom informa la fiecare pas.',
    },
    payment_failed: {
      subject: 'Plata comenzii {{ orderNumber }} nu a reușit',
      headline: 'Plata nu a reușit',
      body: 'Nu s-a încasat nimic. Încearcă din nou sau alege altă metodă de plată.',
    },
    delivery_rescheduled: {
      subject: 'O nouă dată de livrare: comanda {{ orderNumber }}',
      headline: 'Livrarea are o dată nouă',
      body: 'Livrarea a fost reprogramată. Noua dată este mai jos.',
    },
    tracking_link: {
      subject: 'Linkul tău pentru comanda {{ orderNumber }}',
      headline: 'Iată linkul tău',
      body: 'Acest link a fost cerut de tine sau de cineva care știe de comanda ta. Îți deschide comanda fără parolă: te rugăm să nu îl dai nimănui.',
    },
    custom: {
      subject: 'Despre comanda ta {{ orderNumber }}',
      headline: 'Noutăți despre comanda ta',
      body: 'Există noutăți despre comanda ta. Deschide-o ca să afli mai multe.',
    },
  },
  variants: {
    held_at_counter: {
      subject: 'Ridică pachetul comenzii {{ orderNumber }}',
      headline: 'Pachetul tău poate fi ridicat',
      body: '{% if carrier %}{{ carrier }}{% else %}Curierul{% endif %} ține pachetul pentru tine la punctul său de ridicare. Adu un act de identitate{% if trackingNumber %} și numărul {{ trackingNumber }}{% endif %}.',
    },
    pickup_reminder: {
      subject: 'Nu uita să ridici comanda {{ orderNumber }}',
      headline: 'Comanda ta te așteaptă',
      body: 'Comanda ta este împachetată. Mai jos vezi când, de unde și cum o ridici. Ai la îndemână numărul comenzii.',
    },
    pickup_rescheduled: {
      subject: 'O nouă oră de ridicare: comanda {{ orderNumber }}',
      headline: 'Ridici comanda la altă oră',
      body: 'Ora de ridicare a comenzii s-a schimbat. Noua oră este mai jos.',
    },
    out_for_delivery_undated: {
      subject: 'Comanda {{ orderNumber }} este în curs de livrare',
      headline: 'În curs de livrare',
      body: 'Comanda ta este în mașină și ajunge în curând la tine. Te rugăm să te asiguri că o poate primi cineva.',
    },
  },
  events: {
    order_created: 'Comandă plasată',
    status_changed: 'Stare schimbată',
    shipment_registered: 'Colet înregistrat',
    parcel_scanned: 'Colet scanat',
    delivery_attempted: 'Încercare de livrare',
    estimated_delivery_changed: 'O nouă estimare a livrării',
    item_prepared: 'Produs pregătit',
    driver_assigned: 'Livrator alocat',
    substitutions_proposed: 'Înlocuitor propus',
    substitutions_answered: 'Răspuns la înlocuitor',
    delivery_preferences_set: 'Preferințe de livrare stabilite',
    delivery_rescheduled: 'Livrare reprogramată',
    address_changed: 'Adresă schimbată',
    support_requested: 'Cerere de ajutor',
    feedback_given: 'Părere primită',
    delivery_proven: 'Dovadă de livrare adăugată',
    payment_recorded: 'Plată înregistrată',
    store_acknowledged: 'Comandă văzută de magazin',
    deadline_passed: 'Un termen a expirat',
    scan_unplaceable: 'Noutăți de la curier',
  },
  email: {
    greeting: 'Bună, {{ name }}!',
    greetingWithoutName: 'Bună!',
    order: 'Comanda',
    parcel: 'Colet',
    status: 'Stare',
    estimatedDelivery: 'Livrare estimată',
    pickupPlace: 'De unde ridici comanda',
    pickupAt: 'Când ridici comanda',
    pickupSince: 'Disponibilă din',
    pickupHours: 'Program',
    pickupInstructions: 'Instrucțiuni',
    items: 'Articole',
    button: 'Urmărește comanda',
    footer: 'Primești acest mesaj pentru că ai plasat o comandă. Îți spune cum avansează și nimic altceva.',
  },
};
