"""Facts of a school's programme that may answer an indicator with «да»."""

# The first five have the codes of `roadmaps.enums.PackageItem`.
PROGRAMME = "programme"
ORDER = "order"
PACKAGE = "package"
ACTIVITIES = "activities"
CONTRACTS = "contracts"
CONSTRUCTOR = "constructor"

# code: what a person reads in the list of choices
FACTS: dict[str, str] = {
    PROGRAMME: "программа размещена на сайте",
    ORDER: "приказ о программе размещён на сайте",
    PACKAGE: "пакет документов размещён на сайте",
    ACTIVITIES: "новости о мероприятиях программы есть на сайте",
    CONTRACTS: "договоры о сетевом взаимодействии есть на сайте",
    CONSTRUCTOR: "программа разработана в «Конструкторе»",
}
