"""Call Cockpit: phoning people about unpaid invoices, well."""

__version__ = "0.1.0"
