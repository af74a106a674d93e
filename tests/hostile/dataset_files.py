"""Tables and arrays that are no data, each made by code, with what has to be said to it."""

from tests.hostile.data_files import archives, cells, giants, hdf5s, parquets, sheets, texts

HOSTILE = [
    *cells.numbers(),
    *cells.classes(),
    *cells.column_names(),
    *texts.structures(),
    *texts.encodings(),
    *texts.notes(),
    *texts.paths(),
    *archives.wrong_values(),
    *archives.npz_types(),
    *archives.npz_damage(),
    *hdf5s.hdf5(),
    *sheets.excel_values(),
    *sheets.excel_tables(),
    *sheets.excel_damage(),
    *parquets.parquet(),
]
GIANTS = giants.giants()  # read with a budget
