"""The catalogue of administrative procedures: what staff practise and what citizens read about."""
