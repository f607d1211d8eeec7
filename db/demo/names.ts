/** Given and family names that belong to nobody: made up, in the sound of many languages. */
const GIVEN = (
  "Amaru Anwen Arjo Asmara Bekele Benta Brisa Caelo Chidera Dalibora Davit Delphe Ebru Edda Eliam Emeka Fenna " +
  "Fiamma Gaspar Ghita Hadiza Halvor Ilka Imani Ishani Jacinda Jorun Kaito Kamala Katinka Keahi Kwabena Lazlo " +
  "Leilani Lindiwe Lucasta Maelle Marisol Mehmet Mirela Naoko Nilufer Nkechi Odalys Oisin Oluchi Orsolya Pavel " +
  "Petra Quilla Rafaela Ravindra Rosalba Rukmini Saburo Sanna Semira Tadeo Tamsin Thandi Tirza Ulloriaq Ume " +
  "Valdis Vasanti Wiremu Xiadani Yaretzi Yevgen Zanele Zivko Zulma"
).split(" ");

const FAMILY = (
  "Abrandil Adeyemor Almquister Azzarello-Vint Bajrakov Bellwarren Brackmoor Calderisi Chandravel Coombewood " +
  "Dalrympton Dembélard Dragovin Eikelund Escarrabal Fairbrookes Feraldo Fjordheim Galvanosky Garrowby Gundevara " +
  "Halbrecker Haruyama-Lo Hollowmere Ibarruza Ilesanmor Iyappanar Jablonwick Kagiwara Kalninov Karimbeg Kestrelli " +
  "Lagunescu Lindqvara Lowenhaupter Macalinta Maduekor Merrinwick Mirzadeo Moldovani Nakashiba Ndolwane Nyambura-Pell " +
  "Oakhanger Okonkwar Orellanoz Pahlavesh Paredinho Pellegrane Quartermoon Quispalo Ramanathor Rosenquill " +
  "Saarelund Salvatierro Silverthane Tamakloe-Ashe Tarrabal Thistlewright Umarovic Underhaller Valparin Vandersloe " +
  "Wanjirath Westerbeck Xochimar Yıldıroğlan Zabaletta Zamfirov Zeleniak"
).split(" ");

/** A name for the `index`-th person: all pairs differ until both lists have met, then a number is added. */
export function nameOf(index: number): string {
  const given = GIVEN[index % GIVEN.length] ?? "";
  const round = Math.floor(index / GIVEN.length);
  const family = FAMILY[(index * 7 + round * 3) % FAMILY.length] ?? "";
  const cycle = Math.floor(round / FAMILY.length);
  return cycle === 0 ? `${given} ${family}` : `${given} ${family} ${cycle + 1}`;
}
